import { describe, expect, it } from "vitest";
import type { WorkloadFact, WorkloadVerdict } from "@/app/_client/workload-wire";
import { links, linkTitles } from "@/lib/workload/facts/links";
import { chainStops } from "./chain-stops";
import { propagationEnd, propagationEndOf, propagationMs } from "./propagation";

const provenance = { source: "test", observedAt: "2026-11-23T02:14:05Z", durationMs: 1 };
const known = (name: WorkloadFact["name"], value: unknown): WorkloadFact => ({
  name,
  state: "known",
  value,
  provenance,
});

function verdict(state: WorkloadVerdict["state"], broken: (typeof links)[number] | null): WorkloadVerdict {
  const at = broken ? links.indexOf(broken) : links.length;
  const path = links.map((hop, index) => ({
    hop,
    title: linkTitles[hop],
    state: index < at ? ("passed" as const) : index === at ? ("broken" as const) : ("not-reached" as const),
    detail: "",
  }));
  return { state, hop: broken, path } as unknown as WorkloadVerdict;
}

const request = known("request", {
  namespace: "dbt",
  serviceAccount: "runner",
  googleServiceAccount: "etl@p.iam.gserviceaccount.com",
  roles: [{ resource: "projects/p", role: "roles/x" }],
});

describe("the chain as it is drawn", () => {
  it("has ten links between the pod and Google, all of them being checked while nothing is known", () => {
    const stops = chainStops(null, [], true);
    expect(stops.map(({ title }) => title)).toEqual(["Pod", ...links.map((link) => linkTitles[link]), "Google Cloud"]);
    expect(stops.slice(1).every(({ mark }) => mark === "pending")).toBe(true);
  });

  it("says what each link that holds holds with, and never reaches Google over a broken one", () => {
    const stops = chainStops(verdict("blocked", "binding"), [request], false);
    const note = (title: string) => stops.find((stop) => stop.title === title)?.note;
    expect([note("Namespace"), note("Service account"), note("Google account")]).toEqual(["dbt", "runner", "etl"]);
    expect([note("Binding"), note("Roles"), note("Google Cloud")]).toEqual([
      "broken here",
      "not reached",
      "not reached",
    ]);
    expect(stops.at(-1)?.mark).toBe("not-reached");
  });

  it.each([
    ["reachable", "passed"],
    ["blocked", "not-reached"],
    ["unknown", "unknown"],
  ] as const)("ends at Google as the verdict %s says", (state, mark) => {
    expect(chainStops(verdict(state, null), [], false).at(-1)?.mark).toBe(mark);
  });
});

describe("how long IAM may take", () => {
  const closedAt = "2026-11-23T02:00:00.000Z";

  it("counts from the moment that the binding was written", () => {
    const binding = { kind: "add-binding", title: "", detail: "" } as const;
    expect(propagationEnd({ steps: [{ ...binding, state: "done", at: closedAt }] })).toBe(
      Date.parse(closedAt) + propagationMs,
    );
    expect(propagationEnd({ steps: [{ ...binding, state: "open", at: null }] })).toBeNull();
    expect(propagationEnd({ steps: [{ ...binding, state: "already", at: closedAt }] })).toBeNull();
    expect(propagationEnd({ steps: [{ ...binding, kind: "annotate", state: "done", at: closedAt }] })).toBeNull();
    expect(propagationEnd({})).toBeNull();
  });

  it("counts from the latest of several bindings of this very pod, and not at all without one", () => {
    const binding = {
      at: closedAt,
      member: "serviceAccount:p.svc.id.goog[dbt/runner]",
      googleServiceAccount: "etl@p.iam.gserviceaccount.com",
    };
    const end = (...bindings: readonly object[]) => propagationEndOf([request, known("recentBindings", { bindings })]);
    expect(end({ ...binding, at: "2026-11-23T01:58:00.000Z" }, binding)).toBe(Date.parse(closedAt) + propagationMs);
    expect(end({ ...binding, googleServiceAccount: "other@p.iam.gserviceaccount.com" })).toBeNull();
    expect(end({ ...binding, member: "serviceAccount:p.svc.id.goog[dbt/another]" })).toBeNull();
    expect(end()).toBeNull();
    expect(propagationEndOf([])).toBeNull();
  });
});
