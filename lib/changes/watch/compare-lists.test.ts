import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import { foreignChange, type OwnListChange } from "./compare-lists";
import { countEntries, type ListState } from "./list-state";

const at = (second: number) => new Date(Date.UTC(2026, 10, 1, 0, 0, second));
const entry = (cidrBlock: string, displayName = ""): NetworkEntry => ({ cidrBlock, displayName });
const list = (entries: readonly NetworkEntry[], differences: Partial<ListState> = {}): ListState => ({
  enabled: true,
  googleCloudAccess: false,
  privateEndpointEnforcement: null,
  entries,
  ...differences,
});
const seen = (entries: readonly NetworkEntry[], differences: Partial<ListState> = {}) => ({
  ...list(entries, differences),
  seenAt: at(60),
});
const own = (
  before: readonly NetworkEntry[],
  after: readonly NetworkEntry[],
  differences: Partial<OwnListChange> = {},
): OwnListChange => ({ before, after, settings: {}, settled: true, closedAt: at(30), ...differences });

const office = entry("81.92.200.0/24", "office");
const home = entry("93.104.77.18/32", "home");
const ours = entry("62.4.5.6/32", "drawbridge:abc");

describe("what somebody else changed", () => {
  it.each([
    ["nothing", [office], [office], undefined],
    ["the order", [office, home], [home, office], undefined],
    ["the spelling of a network", [entry("81.92.200.7/24", "office")], [office], undefined],
    ["an entry came", [office], [office, home], { gone: [], come: [home] }],
    ["an entry went", [office, home], [office], { gone: [home], come: [] }],
    ["a name", [office], [entry(office.cidrBlock)], { gone: [office], come: [entry(office.cidrBlock)] }],
    ["a second one alike", [office], [office, office], { gone: [], come: [office] }],
    ["one of two alike", [office, office], [office], { gone: [office], come: [] }],
    ["one of ours, without a write", [office, ours], [office], { gone: [ours], come: [] }],
    ["one that cannot be read", [office], [office, entry("?")], { gone: [], come: [entry("?")] }],
  ] as const)("%s", (_, before, after, expected) => {
    expect(foreignChange(list(before), seen(after), [])).toEqual(expected && { ...expected, settings: [] });
  });

  it.each(["enabled", "googleCloudAccess", "privateEndpointEnforcement"] as const)("the setting %s", (field) => {
    const before = list([office], { [field]: true });
    const after = { [field]: false };
    expect(foreignChange(before, seen([office], after), [])).toEqual({
      ...{ gone: [], come: [] },
      settings: [{ field, before: true, after: false }],
    });
    expect(foreignChange(before, seen([office], after), [own([], [], { settings: after })])).toBeUndefined();
    const open = own([], [], { settings: after, settled: false, closedAt: null });
    expect(foreignChange(before, seen([office], after), [open])).toBeUndefined();
    expect(foreignChange(before, seen([office], { [field]: true }), [open])).toBeUndefined();
  });
});

describe("what we did ourselves", () => {
  const adds = own([office], [office, ours]);
  const removes = own([office, ours], [office]);

  it.each([
    ["came by our write", [office], [office, ours], [adds]],
    ["went by our write", [office, ours], [office], [removes]],
    ["came and went", [office], [office], [adds, removes]],
    ["was there already at the first sighting", [office, ours], [office, ours], [adds]],
    ["may be there: the write is open", [office], [office, ours], [{ ...adds, settled: false, closedAt: null }]],
    ["may not be there: the write is open", [office], [office], [{ ...adds, settled: false, closedAt: null }]],
    ["may be there: it ended after the sighting", [office], [office], [{ ...adds, closedAt: at(61) }]],
    ["may be there: nobody knows what became of it", [office], [office, ours], [{ ...adds, settled: false }]],
  ] as const)("%s", (_, before, after, changes) => {
    expect(foreignChange(list(before), seen(after), changes)).toBeUndefined();
  });

  it("is missed when somebody took it off right after it came", () => {
    expect(foreignChange(list([office]), seen([office]), [adds])).toMatchObject({ gone: [ours], come: [] });
  });

  it("is expected from the very moment at which its outcome was known", () => {
    expect(foreignChange(list([office]), seen([office]), [{ ...adds, closedAt: at(60) }])).toMatchObject({
      gone: [ours],
    });
  });

  it("hides nothing but itself while it is open", () => {
    const open = { ...adds, settled: false, closedAt: null };
    expect(foreignChange(list([office]), seen([office, ours, ours]), [open])).toMatchObject({ come: [ours, ours] });
  });

  it("does not hide what somebody else did to another entry", () => {
    expect(foreignChange(list([office]), seen([ours, home]), [adds])).toMatchObject({ gone: [office], come: [home] });
  });
});

describe("in general", () => {
  const someEntry = fc.record({
    cidrBlock: fc.constantFrom("10.0.0.0/8", "81.92.200.7/24", "62.4.5.6/32", "93.104.77.18/32", "broken"),
    displayName: fc.constantFrom("", "office", "drawbridge:a", "drawbridge:b"),
  });
  const someList = fc.array(someEntry, { maxLength: 6 });
  const counts = (entries: readonly NetworkEntry[]) => new Map([...countEntries(entries)].filter(([, count]) => count));

  it("tells exactly the difference, whatever it is", () => {
    fc.assert(
      fc.property(someList, someList, (before, after) => {
        const change = foreignChange(list(before), seen(after), []);
        const rebuilt = counts(before);
        for (const one of change?.gone ?? []) add(rebuilt, one, -1);
        for (const one of change?.come ?? []) add(rebuilt, one, 1);
        expect(new Map([...rebuilt].filter(([, count]) => count))).toEqual(counts(after));
        expect(change === undefined).toBe(equal(counts(before), counts(after)));
      }),
    );
  });

  it("never takes a chain of our own writes for somebody else's, and tells what came after it", () => {
    fc.assert(
      fc.property(someList, fc.array(someList, { maxLength: 4 }), someList, (start, steps, later) => {
        const lists = [start, ...steps];
        const chain = steps.map((after, index) => own(lists[index] ?? [], after));
        const end = lists.at(-1) ?? [];
        expect(foreignChange(list(start), seen(end), chain)).toBeUndefined();
        const change = foreignChange(list(start), seen(later), chain);
        const direct = foreignChange(list(end), seen(later), []);
        const sides = (told: typeof change) => told && [counts(told.gone), counts(told.come)];
        expect(sides(change)).toEqual(sides(direct));
      }),
    );
  });

  it("takes a write without outcome either way", () => {
    fc.assert(
      fc.property(someList, someList, fc.boolean(), (before, after, arrived) => {
        const open = own(before, after, { settled: false, closedAt: null });
        expect(foreignChange(list(before), seen(arrived ? after : before), [open])).toBeUndefined();
      }),
    );
  });
});

function add(rebuilt: Map<string, number>, one: NetworkEntry, amount: number): void {
  const [key = ""] = countEntries([one]).keys();
  rebuilt.set(key, (rebuilt.get(key) ?? 0) + amount);
}

function equal(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): boolean {
  return left.size === right.size && [...left].every(([key, count]) => right.get(key) === count);
}
