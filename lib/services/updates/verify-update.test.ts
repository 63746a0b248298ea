import { describe, expect, it } from "vitest";
import type { Update } from "@/lib/changes/updates/update";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";
import { clusterView, observed } from "@/lib/diagnosis/facts/testing";
import type { Report } from "@/lib/services/report";
import { whatIsMissing } from "./verify-update";

const { name } = clusterView();
const cluster = `projects/${name.project}/locations/${name.location}/clusters/${name.cluster}`;
const moment = (seconds: number) => new Date(Date.UTC(2026, 10, 1, 12, 0, seconds));

type ReportDifferences = {
  readonly cluster?: string;
  readonly at?: number;
  readonly state?: "reachable" | "blocked" | "unknown";
  readonly bases?: readonly string[];
  readonly kind?: EndpointKind | null;
};

function report({ at = 20, state = "reachable", bases = ["observed"], kind = "dns", ...more }: ReportDifferences = {}) {
  const target = { kind, host: "h", chosenBy: "request", why: "" };
  return {
    createdAt: moment(at).toISOString(),
    request: { cluster: more.cluster ?? cluster },
    verdict: { state, bases },
    facts: kind === null ? [] : [{ name: "target", ...observed(target) }],
  } as unknown as Report;
}

function update(id: Update["remedy"]["id"], closedAt: Date | null = moment(10)): Update {
  return { remedy: { id, params: {} }, cluster: name, closedAt } as Update;
}

describe("what a diagnosis lacks to prove that an update helped", () => {
  it.each<[Update["remedy"]["id"], EndpointKind]>([
    ["open-dns-endpoint", "dns"],
    ["enable-global-access", "private"],
    ["enable-public-endpoint", "public"],
    ["allow-google-cloud", "public"],
    ["replace-network", "public"],
    ["restore-networks", "private"],
  ])("nothing, when it got through by what %s opened: %s", (id, kind) => {
    expect(whatIsMissing(report({ kind }), update(id))).toBeUndefined();
    expect(whatIsMissing(report({ kind, at: 10 }), update(id))).toBeUndefined();
  });

  it.each<[string, ReportDifferences, RegExp]>([
    ["another cluster's", { cluster: `${cluster}-2` }, /another cluster/],
    ["an older one", { at: 9 }, /before the change was applied/],
    ["one that is blocked", { state: "blocked" }, /did not get through/],
    ["one that is unknown", { state: "unknown" }, /did not get through/],
    ["one that only read settings", { bases: ["configuration"] }, /only read settings/],
    ["one by another endpoint", { kind: "public" }, /did not go by the dns endpoint/],
    ["one by no endpoint", { kind: null }, /did not go by the dns endpoint/],
  ])("%s", (_, differences, lack) => {
    expect(whatIsMissing(report(differences), update("open-dns-endpoint"))).toMatch(lack);
  });

  it("everything, for an undo and for an update that is not over", () => {
    expect(whatIsMissing(report(), update("undo"))).toMatch(/closes a way in/);
    expect(whatIsMissing(report(), update("open-dns-endpoint", null))).toMatch(/before the change was applied/);
  });
});
