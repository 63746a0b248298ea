import type { FakeGoogle, FakeList } from "@/lib/changes/testing";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";

/** Lists as people leave them: host bits, a duplicate name, an entry that cannot be read, one that looks like ours. */
export const foreignEntries: readonly NetworkEntry[] = [
  { cidrBlock: "81.92.200.7/24", displayName: "office" },
  { cidrBlock: "185.44.108.30/32", displayName: "vpn “old”" },
  { cidrBlock: "185.44.108.31/32", displayName: "" },
  { cidrBlock: "45.12.0.0/16", displayName: "drawbridge:somebody-else" },
  { cidrBlock: "2a01:4f8::/32", displayName: "typo" },
  { cidrBlock: "91.3.3.3", displayName: "bare" },
];

/** A person, or Terraform, who edits the list as they like and knows nothing of us. */
export function human(google: FakeGoogle, random: () => number) {
  const remembered: FakeList[] = [];
  let added = 0;

  const edits: readonly ((list: FakeList) => FakeList)[] = [
    (list) => {
      added += 1;
      return listOf(list, [...list.entries, { cidrBlock: `77.1.${added}.0/24`, displayName: `new ${added}` }]);
    },
    (list) => listOf(list, list.entries.toSpliced(pick(list.entries.length), 1)),
    (list) =>
      listOf(
        list,
        list.entries.toSorted(() => random() - 0.5),
      ),
    (list) => {
      const at = pick(list.entries.length);
      return listOf(
        list,
        list.entries.map((entry, index) => (index === at ? { ...entry, displayName: `${entry.displayName}!` } : entry)),
      );
    },
    // Terraform: only what it knows.
    (list) =>
      listOf(
        list,
        list.entries.filter(({ displayName }) => !displayName.startsWith("drawbridge:")),
      ),
    // Somebody who read the list long ago and writes it now, without an etag.
    (list) => remembered[pick(remembered.length)] ?? list,
    (list) => ({ ...list, enabled: !list.enabled }),
  ];

  function pick(count: number): number {
    return Math.floor(random() * count);
  }

  return {
    remember: () => remembered.push(google.list()),
    /** One edit whose operation lasts that long. Nothing happens while another operation runs. */
    edit(operationMs: number) {
      const edit = edits[pick(edits.length)] ?? ((list: FakeList) => list);
      google.edit("human", edit, operationMs);
    },
    /** Leaves the filter on, as somebody does who notices. */
    repair: () => google.edit("human", (list) => ({ ...list, enabled: true }), 0),
  };
}

function listOf(list: FakeList, entries: readonly NetworkEntry[]): FakeList {
  return { ...list, entries };
}
