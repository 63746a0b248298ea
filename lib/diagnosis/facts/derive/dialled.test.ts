import { describe, expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { dialledEndpoint, errorHost, foreignHost } from "./dialled";

const dnsHost = "gke-0a1b-123456789012.europe-west1.gke.goog";
const target = { kind: "public", host: "34.78.1.2" } as const;

function errorText(details: { host?: string; address?: string }) {
  return { given: true, causes: [], details } as const;
}

describe("dialledEndpoint", () => {
  it.each([
    { details: { host: "172.16.0.2" }, expected: { kind: "private", host: "172.16.0.2", named: true } },
    { details: { address: "34.78.1.2" }, expected: { kind: "public", host: "34.78.1.2", named: true } },
    { details: { host: dnsHost, address: "142.250.1.2" }, expected: { kind: "dns", host: dnsHost, named: true } },
    {
      details: { host: "kube.corp", address: "172.16.0.2" },
      expected: { kind: "private", host: "172.16.0.2", named: true },
    },
    { details: {}, expected: { kind: "public", host: "34.78.1.2", named: false } },
    { details: { host: "localhost" }, expected: undefined },
    { details: { host: "34.78.1.3" }, expected: undefined },
  ])("is $expected for $details", ({ details, expected }) => {
    expect(dialledEndpoint(clusterView(), target, errorText(details))).toEqual(expected);
  });

  it("knows the address of a public endpoint that is off", () => {
    const cluster = clusterView({
      endpoints: { public: { enabled: false, address: null }, retiredPublicAddress: "34.78.1.2" },
    });
    const expected = { kind: "public", host: "34.78.1.2", named: true };
    expect(dialledEndpoint(cluster, { kind: "private", host: "172.16.0.2" }, errorText({ host: "34.78.1.2" }))).toEqual(
      expected,
    );
  });

  it("is the target when no text was given", () => {
    expect(dialledEndpoint(clusterView(), target, { given: false })).toEqual({ ...target, named: false });
    expect(errorHost(errorText({ address: "34.78.1.2" }))).toBe("34.78.1.2");
    expect(errorHost({ given: false })).toBeUndefined();
  });
});

it.each([
  { details: { host: "34.78.1.3" }, host: "34.78.1.3" },
  { details: { host: "gke-ffff-1.europe-west1.gke.goog" }, host: "gke-ffff-1.europe-west1.gke.goog" },
  { details: { host: "34.78.1.2" }, host: undefined },
  { details: { host: "34.78.9.9" }, host: undefined },
  { details: { host: "10.9.9.9" }, host: undefined },
  { details: { host: "127.0.0.1" }, host: undefined },
  { details: { host: "kube.corp.example" }, host: undefined },
  { details: {}, host: undefined },
])("$details is surely another cluster's: $host", ({ details, host }) => {
  const cluster = clusterView({ endpoints: { retiredPublicAddress: "34.78.9.9" } });
  expect(foreignHost(cluster, errorText(details))).toBe(host);
});
