import { describe, expect, it } from "vitest";
import type { RecordedListUpdate } from "@/lib/google/audit-log";
import { culprits } from "./attribute";
import type { ForeignChange } from "./compare-lists";
import type { ListState } from "./list-state";

const entries = (...cidrs: readonly string[]) => cidrs.map((cidrBlock) => ({ cidrBlock, displayName: "" }));
const listOf = (...cidrs: readonly string[]): ListState => ({
  ...{ enabled: true, googleCloudAccess: false, privateEndpointEnforcement: null },
  entries: entries(...cidrs),
});
const update = (
  minute: number,
  principal: string,
  cidrs: readonly string[],
  differences: Partial<RecordedListUpdate> = {},
): RecordedListUpdate => ({
  at: `2026-11-01T00:${String(minute).padStart(2, "0")}:00Z`,
  ...{ principal, userAgent: "console", entries: entries(...cidrs), enabled: true },
  ...{ googleCloudAccess: null, privateEndpointEnforcement: null },
  ...differences,
});
const change = (differences: Partial<ForeignChange>): ForeignChange => ({
  ...{ gone: [], come: [], settings: [] },
  ...differences,
});
const names = (...given: Parameters<typeof culprits>) => culprits(...given).map(({ principal }) => principal);

const [a, b, c] = ["10.0.0.0/8", "62.4.5.6/32", "81.92.200.0/24"];
const added = (cidr: string) => change({ come: entries(cidr) });
const removed = (cidr: string) => change({ gone: entries(cidr) });

describe("who did it", () => {
  it.each<readonly [string, readonly RecordedListUpdate[], ForeignChange, readonly string[]]>([
    ["nobody in the log", [], added(b), []],
    ["whoever added it", [update(1, "ana", [a, b])], added(b), ["ana"]],
    ["whoever removed it", [update(1, "ana", [])], removed(a), ["ana"]],
    ["not whoever sent it along", [update(2, "applier", [a, b, c]), update(1, "ana", [a, b])], added(b), ["ana"]],
    [
      "the last one who did",
      [update(1, "ana", [a, b]), update(2, "bora", [a]), update(3, "chris", [a, b])],
      added(b),
      ["chris"],
    ],
    ["nobody whose update did something else", [update(1, "ana", [a, c])], added(b), []],
    ["host bits mean nothing", [update(1, "ana", [a, "81.92.200.7/24"])], added(c), ["ana"]],
    ["nobody without a name", [update(1, "", [a, b])], added(b), []],
    [
      "several",
      [update(1, "ana", [a, b]), update(2, "bora", [b])],
      change({ gone: entries(a), come: entries(b) }),
      ["bora", "ana"],
    ],
  ])("%s", (_, updates, what, expected) => {
    expect(new Set(names(listOf(a), updates, what))).toEqual(new Set(expected));
  });

  it("whoever changed a setting, and not who kept it", () => {
    const opened = change({ settings: [{ field: "googleCloudAccess", before: false, after: true }] });
    const updates = [
      update(1, "ana", [a], { googleCloudAccess: true }),
      update(2, "applier", [a, b], { googleCloudAccess: true }),
    ];
    expect(names(listOf(a), updates, opened)).toEqual(["ana"]);
  });
});
