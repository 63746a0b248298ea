import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { googleCloudCallerBlocked } from "./google-cloud-caller-blocked";

const caller: FactValues["caller"] = {
  address: "34.140.61.85",
  family: "ipv4",
  scope: "public",
  source: "load-balancer",
};
const member = { member: true, prefix: "34.140.0.0/16", scope: "europe-west1" };

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return googleCloudCallerBlocked.evaluate(healthySnapshot({ caller, googleRange: member, ...replaced }));
}

describe("google-cloud-caller-blocked", () => {
  it("is likely for an unlisted address of Google Cloud", () => {
    expect(evaluate({})).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["configuration"],
      summary:
        "34.140.61.85 is one of Google Cloud's addresses (34.140.0.0/16, europe-west1), and the list lets in neither it nor all of them.",
      remedies: [
        { id: "open-dns-endpoint" },
        { id: "allow-network", params: { cidr: "34.140.61.85/32" } },
        { id: "allow-google-cloud" },
      ],
    });
  });

  it.each([
    ["it is not Google Cloud's", { googleRange: { member: false, prefix: null, scope: null } }],
    ["Google's ranges could not be read", { googleRange: unobserved("timed-out", "4 s") }],
    ["Google Cloud is let in", { cluster: clusterView({ authorizedNetworks: { googleCloudAccess: true } }) }],
    ["the list is off", { cluster: clusterView({ authorizedNetworks: { enabled: false } }) }],
    ["the address is not known", { caller: unobserved("not-observable", "no header") }],
    ["the address is private", { caller: { ...caller, address: "10.1.2.3", scope: "private" as const } }],
    ["the address is listed", { caller: { ...caller, address: "81.92.200.255" } }],
    [
      "the DNS endpoint is meant",
      { target: { kind: "dns", host: "gke-x.gke.goog", chosenBy: "request", why: "" } as const },
    ],
  ])("does not apply when %s", (_, replaced) => {
    expect(evaluate(replaced)).toMatchObject({ status: "not-applicable" });
  });

  it("waits for Google's ranges only for a public address that is not listed", () => {
    const googleRange = undefined;
    expect(evaluate({ googleRange })).toBeUndefined();
    expect(evaluate({ googleRange, caller: undefined })).toBeUndefined();
    expect(evaluate({ googleRange, caller: { ...caller, address: "81.92.200.7" } })).toMatchObject({
      status: "not-applicable",
    });
    const off = clusterView({ authorizedNetworks: { enabled: false } });
    expect(evaluate({ googleRange, cluster: off, caller: undefined })).toMatchObject({ status: "not-applicable" });
    const target: FactValues["target"] = { kind: "private", host: "172.16.0.2", chosenBy: "request", why: "" };
    expect(evaluate({ googleRange, target, caller: undefined })).toMatchObject({ status: "not-applicable" });
  });
});
