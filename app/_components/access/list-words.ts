import type { ClusterListView, EntryOwner, ListEntryView } from "@/app/_client/wire";
import type { Tone } from "@/app/_components/ui/badge";

export const noteWords: Readonly<
  Record<ListEntryView["notes"][number], { readonly text: string; readonly why: string; readonly tone: Tone }>
> = {
  everything: { text: "open to everybody", why: "Every address of the internet is let in.", tone: "fail" },
  wide: { text: "over-wide", why: "Wider than /24: more than 256 addresses.", tone: "warn" },
  duplicate: { text: "duplicate", why: "The same network is on the list more than once.", tone: "warn" },
  stale: { text: "stale", why: "Known for 90 days or more, and in nobody’s name.", tone: "warn" },
  unreadable: { text: "unreadable", why: "Not a network that can be read.", tone: "warn" },
  "not-public": {
    text: "not public",
    why: "Not an address of the internet: it lets in nobody from there.",
    tone: "neutral",
  },
};

/** In whose name an entry is. */
export function ownerWords({ kind, people }: EntryOwner): string {
  switch (kind) {
    case "grant":
      return people.length > 0 ? people.join(", ") : "a grant";
    case "terraform":
      return "Terraform";
    case "config-connector":
      return "Config Connector";
    case "composer":
      return "Cloud Composer";
    default:
      return "not known";
  }
}

/** True where every address of the internet reaches the control plane: it has a public endpoint, and nothing guards it. */
export function isOpenToAll({ enabled, publicEndpoint }: Pick<ClusterListView, "enabled" | "publicEndpoint">): boolean {
  return publicEndpoint && !enabled;
}

/** Something about this list that its owners should look at. */
export function worthALook({ entries, slotsLeft, ...list }: ClusterListView): boolean {
  return (
    isOpenToAll(list) || slotsLeft === 0 || entries.some(({ notes, coveredBy }) => notes.length + coveredBy.length > 0)
  );
}

/** Some entries that are not locked say what others of them say, so that fewer would do. */
export function hasOverlaps({ entries }: Pick<ClusterListView, "entries">): boolean {
  const open = entries.filter(({ locked }) => locked === null);
  const written = new Set(open.map(({ cidrBlock }) => cidrBlock));
  const covered = open.some(({ coveredBy }) => coveredBy.some((cidr) => written.has(cidr)));
  return covered || open.filter(({ notes }) => notes.includes("duplicate")).length > 1;
}

/** Notes of a list by how many of its entries have them, the worst first. */
export function countNotes(
  entries: readonly ListEntryView[],
): readonly (readonly [ListEntryView["notes"][number], number])[] {
  const names = Object.keys(noteWords) as readonly ListEntryView["notes"][number][];
  const notes = names.map((note) => [note, entries.filter((entry) => entry.notes.includes(note)).length] as const);
  return notes.filter(([, amount]) => amount > 0);
}

/** Every word has to be somewhere in the cluster's name, project or location, or in one of its entries or their owners. */
export function filterLists(lists: readonly ClusterListView[], query: string): readonly ClusterListView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return lists;
  return lists.filter(({ name, project, location, entries }) => {
    const own = entries.flatMap(({ cidrBlock, displayName, owner }) => [cidrBlock, displayName, ownerWords(owner)]);
    const text = [name, project, location, ...own].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The entries that hold this one, by name: `office 203.0.113.0/24`. One that is written the same is a duplicate, and left out. */
export function coverWords({ coveredBy, cidrBlock }: ListEntryView, list: readonly ListEntryView[]): string {
  const around = [...new Set(coveredBy)].filter((cidr) => cidr !== cidrBlock);
  const named = around.map((cidr) => {
    const name = list.find((entry) => entry.cidrBlock === cidr)?.displayName;
    return name ? `${name} ${cidr}` : cidr;
  });
  return named.join(", ");
}
