import type { CidrBlock } from "@/lib/simulator/updates/change";
import type { Random } from "./random";

/** What a person does to the list. `overwrite` puts one own address in place of everything. */
export const edits = ["add", "remove", "rename", "reorder", "overwrite"] as const;
export type Edit = (typeof edits)[number];

/** The edits that `any` draws from. */
const ordinaryEdits: readonly Edit[] = ["add", "remove", "rename", "reorder"];

export type EditOptions = {
  readonly edit: Edit | "any";
  /** Entries whose display name begins like this are left alone. */
  readonly spare: string | undefined;
  /** True: new entries are private networks, which a cluster without a public endpoint takes. */
  readonly privateOnly: boolean;
};

/** One edit of a list; undefined when it has nothing to work on. */
export function editList(
  list: readonly CidrBlock[],
  { edit, spare, privateOnly }: EditOptions,
  random: Random,
): readonly CidrBlock[] | undefined {
  const wanted = edit === "any" ? (random.pick(ordinaryEdits) ?? "add") : edit;
  const free = list.filter(({ displayName = "" }) => spare === undefined || !displayName.startsWith(spare));
  const chosen = random.pick(free);
  switch (wanted) {
    case "add":
      return [...list, newEntry(random, privateOnly)];
    case "overwrite":
      return [newEntry(random, privateOnly)];
    case "remove":
      return chosen && list.filter((entry) => entry !== chosen);
    case "rename":
      return (
        chosen &&
        list.map((entry) => (entry === chosen ? { ...entry, displayName: `renamed ${random.below(10_000)}` } : entry))
      );
    case "reorder":
      return list.length < 2 ? undefined : random.shuffle(list);
  }
}

/** An address of a household, none of the simulator's places; or a small network inside a VPC. */
function newEntry(random: Random, privateOnly: boolean): CidrBlock {
  const displayName = `laptop ${random.below(10_000)}`;
  const cidrBlock = privateOnly
    ? `10.${200 + random.below(50)}.${random.below(256)}.0/24`
    : `87.${128 + random.below(64)}.${random.below(256)}.${1 + random.below(254)}/32`;
  return { displayName, cidrBlock };
}
