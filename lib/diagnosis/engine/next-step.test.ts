import { describe, expect, it } from "vitest";
import { remedyIds } from "@/lib/core/remedy-id";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { nextStep, stepToDecide } from "./next-step";

const everyParameter = {
  endpoint: "dns",
  context: "gke_p_l_c",
  proxy: "10.1.1.1:3128",
  cluster: { project: "corp-data-prod", location: "europe-west1", cluster: "analytics" },
  operation: "operation-1",
  role: "roles/container.viewer",
  permission: "container.pods.list",
  cidr: "81.92.200.7/32",
  cidrs: ["81.92.200.7/32"],
  before: "81.92.200.6/32",
  after: "81.92.200.7/32",
  user: "ana@corp.example",
};

describe("nextStep", () => {
  it.each(remedyIds)("says %s in one short sentence", (id) => {
    const step = nextStep({ id, params: everyParameter } as unknown as RemedyRef);
    expect(step).toMatch(/^[A-Z].{10,90}\.$/);
    expect(step).not.toMatch(/undefined|null|object/);
  });

  it("names what it is about", () => {
    expect(nextStep({ id: "allow-network", params: { cidr: "81.92.200.7/32" } })).toBe(
      "Add 81.92.200.7/32 to the authorized networks.",
    );
    expect(nextStep({ id: "correct-proxy", params: { proxy: null } })).toContain("HTTPS_PROXY");
  });

  it("has a step where no remedy is known", () => {
    expect(nextStep(undefined)).toBe("Show the evidence to whoever runs the cluster.");
  });
});

describe("stepToDecide", () => {
  function undecided(missing: Finding["missing"]): Finding {
    return { missing } as Finding;
  }

  it.each([
    ["permission-denied", "Give Drawbridge what is missing (container.clusters.get), then run again."],
    ["unauthenticated", "Renew Drawbridge's own Google login, then run again."],
    ["timed-out", "Run again in a moment."],
    ["unavailable", "Run again in a moment."],
    ["rate-limited", "Run again in a moment."],
    ["not-observable", "Try kubectl and paste its output: Google does not tell container.clusters.get."],
  ] as const)("says what to do about %s", (reason, step) => {
    expect(stepToDecide(undecided([{ fact: "cluster", reason, detail: "container.clusters.get" }]), "public")).toBe(
      step,
    );
  });

  it("asks for the address that the endpoint sees", () => {
    const finding = undecided([{ fact: "caller", reason: "not-observable", detail: "" }]);
    expect(stepToDecide(finding, "public")).toContain("curl -4");
    expect(stepToDecide(finding, "private")).toBe("Type the address that your connections leave from, and run again.");
  });

  it("asks to choose where no endpoint is chosen, and has a step for a defect of its own", () => {
    const other = undecided([{ fact: "listChanges", reason: "invalid-answer", detail: "the log" }]);
    expect(stepToDecide(other, "public")).toBe("Find out what is missing (the log), then run again.");
    const finding = undecided([{ fact: "target", reason: "not-observable", detail: "" }]);
    expect(stepToDecide(finding, undefined)).toBe("Choose an endpoint or type your address, and run again.");
    expect(stepToDecide(undecided([]), undefined)).toContain("report it");
  });
});
