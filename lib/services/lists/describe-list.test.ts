import { describe, expect, it } from "vitest";
import type { Grant } from "@/lib/changes/grant";
import { markedName } from "@/lib/changes/write";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import type { ListEntryView } from "@/lib/services/schema/lists";
import { grantRequest } from "@/lib/store/changes/testing";
import { describeList, type ListKnowledge } from "./describe-list";

const now = new Date("2026-11-01T12:00:00Z");
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const nothing: ListKnowledge = { grants: [], owned: [], sightings: [], now };

type Changes = Parameters<typeof clusterView>[0];

function listed(
  entries: readonly ReturnType<typeof entry>[],
  known: Partial<ListKnowledge> = {},
  changes: Changes = {},
) {
  const networks = { ...changes?.authorizedNetworks, entries };
  return describeList(clusterView({ ...changes, authorizedNetworks: networks }), { ...nothing, ...known });
}

const notesOf = (cidr: string, changes: Changes = {}): ListEntryView["notes"] =>
  listed([entry(cidr), entry("9.9.9.9/32")], {}, changes).entries[0]?.notes ?? [];

describe("what is odd about an entry", () => {
  it.each([
    ["81.92.200.0/24", []],
    ["81.92.200.0/23", ["wide"]],
    ["0.0.0.0/0", ["everything"]],
    ["0.0.0.0/1", ["wide"]],
    ["10.0.0.0/8", ["not-public"]],
    ["100.64.1.2/32", ["not-public"]],
    ["2606:4700::/64", []],
    ["2606:4700::/63", ["wide"]],
    ["office", ["unreadable"]],
  ])("%s", (cidr, notes) => expect(notesOf(cidr)).toEqual(notes));

  it("a private range is not odd where the list guards the private endpoint", () => {
    expect(notesOf("10.0.0.0/8", { authorizedNetworks: { privateEndpointEnforcement: true } })).toEqual([]);
  });

  it.each([
    [90, ["stale"]],
    [89.99, []],
  ])("known for %d days, in nobody's name", (days, notes) => {
    const sightings = [{ cidrBlock: "9.9.9.9/32", displayName: "old", firstSeenAt: ago(days), older: true }];
    const list = listed([entry("9.9.9.9/32", "old"), entry("8.8.4.4/32")], { sightings });
    expect(list.entries[0]).toMatchObject({ notes, firstSeenAt: ago(days).toISOString(), older: true });
    expect(list.entries[1]).toMatchObject({ notes: [], firstSeenAt: null, older: false });
    const managed = listed([entry("9.9.9.9/32", "old")], { sightings }, { managedBy: "terraform" });
    expect(managed.entries[0]?.notes).toEqual([]);
  });

  it("overlaps and duplicates, as they are written", () => {
    const entries = [
      entry("81.92.200.7/24", "office"),
      entry("81.92.200.9/32", "a laptop in it"),
      entry("81.92.200.0/24", "office again"),
      entry("81.92.0.0/16"),
      entry("82.0.0.0/16"),
    ];
    expect(listed(entries).entries.map(({ notes, coveredBy }) => [notes.includes("duplicate"), coveredBy])).toEqual([
      [true, ["81.92.0.0/16"]],
      [false, ["81.92.200.7/24", "81.92.200.0/24", "81.92.0.0/16"]],
      [true, ["81.92.0.0/16"]],
      [false, []],
      [false, []],
    ]);
  });
});

describe("in whose name", () => {
  const cidr = "62.4.5.6/32";
  const marker = "abc123";
  const own = { cidr, marker };
  const grant = (id: string, name: string, expiresAt: Date | null): Grant => ({
    ...grantRequest({ id, cidr, principal: { id: name, name } }),
    ...{
      state: "active",
      approvals: [],
      approvedAt: null,
      activatedAt: ago(0.01),
      expiresAt,
      stop: null,
      endedAt: null,
    },
    ...{ endReason: null, endDetail: "", entryMarker: marker, attempts: 0, verified: null, review: null },
  });
  const ends = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const ours = entry(cidr, markedName(marker));
  const other = entry("9.9.9.9/32");

  it("of everybody whose grant shares it, until the last one ends", () => {
    const grants = [grant("g1", "Ana", ends(10)), grant("g2", "Bora", ends(90)), grant("g3", "Ana", null)];
    expect(listed([ours, other], { owned: [own], grants }).entries[0]).toMatchObject({
      owner: { kind: "grant", people: ["Ana", "Bora"], expiresAt: ends(90).toISOString(), grants: ["g1", "g2", "g3"] },
      locked: "It goes when its grant ends.",
    });
  });

  it("of a grant that is over, while its entry is about to go", () => {
    expect(listed([ours, other], { owned: [own] }).entries[0]).toMatchObject({
      owner: { kind: "grant", people: [], expiresAt: null, grants: [] },
      locked: "Drawbridge is about to remove it.",
    });
  });

  it.each([
    ["the row is missing", ours, []],
    ["the name is not exactly ours", entry(cidr, `${markedName(marker)} (mine)`), [own]],
    ["the network is another one", entry("62.4.5.7/32", markedName(marker)), [own]],
  ])("not ours when %s", (_, given, owned) => {
    const [found] = listed([given, other], { owned, grants: [grant("g1", "Ana", ends(10))] }).entries;
    expect(found).toMatchObject({ owner: { kind: "unknown", people: [], grants: [] }, locked: null });
  });

  it.each([
    ["terraform", "office", "terraform"],
    ["config-connector", "office", "config-connector"],
    ["composer", "office", "composer"],
    [null, "terraform: office", "terraform"],
    [null, "office", "unknown"],
  ] as const)("labels %s, name %s", (managedBy, name, kind) => {
    const [found] = listed([entry("9.9.9.9/32", name), other], {}, { managedBy }).entries;
    expect(found?.owner.kind).toBe(kind);
    expect(found?.locked === null).toBe(managedBy !== "composer");
  });
});

describe("room and locks", () => {
  it.each([
    [true, 100],
    [false, 50],
  ])("private nodes %s: %i entries", (privateNodes, limit) => {
    const entries = Array.from({ length: 49 }, (_, index) => entry(`9.9.${index}.0/24`));
    expect(listed(entries, {}, { privateNodes })).toMatchObject({ limit, slotsLeft: limit - 49 });
    expect(listed([...entries, ...entries, ...entries], {}, { privateNodes }).slotsLeft).toBe(0);
  });

  it("the last entry stays, and nothing can be removed while filtering is off", () => {
    expect(listed([entry("9.9.9.9/32")]).entries[0]?.locked).toMatch(/last entry/);
    const off = listed([entry("9.9.9.9/32"), entry("8.8.8.8/32")], {}, { authorizedNetworks: { enabled: false } });
    expect(off).toMatchObject({ enabled: false, entries: [{ locked: expect.stringMatching(/off/) }, {}] });
  });

  it("says whether addresses of the internet get to the control plane at all", () => {
    const { endpoints } = clusterView();
    const ways = (ipEnabled: boolean, enabled: boolean) =>
      listed([], {}, { endpoints: { ...endpoints, ipEnabled, public: { enabled, address: null } } }).publicEndpoint;
    expect([ways(true, true), ways(true, false), ways(false, true)]).toEqual([true, false, false]);
  });
});
