import { parseCidr, prefixLength } from "@/lib/core/address";

/** An IPv4 block as numbers: its first address and its prefix length. */
export type Block = { readonly start: number; readonly length: number };

/** The block of a readable IPv4 CIDR, host bits cleared; undefined for anything else. */
export function blockOf(cidr: string): Block | undefined {
  const network = parseCidr(cidr);
  return network === undefined ? undefined : canonicalBlock(network);
}

/** The same for text that is canonical already, as `parseCidr` gives it: lists are long, and reading text is slow. */
export function canonicalBlock(network: string): Block | undefined {
  if (network.includes(":")) return undefined;
  const start = network
    .slice(0, network.indexOf("/"))
    .split(".")
    .reduce((number, octet) => number * 256 + Number(octet), 0);
  return { start, length: prefixLength(network) };
}

export function formatBlock({ start, length }: Block): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${octets.join(".")}/${length}`;
}

export function blockContains(outer: Block, inner: Block): boolean {
  return inner.length >= outer.length && Math.floor(inner.start / size(outer)) * size(outer) === outer.start;
}

/** The block that this one and its other half make up. A block of length 0 has none. */
export function parentOf({ start, length }: Block): Block {
  const parentSize = 2 ** (33 - length);
  return { start: Math.floor(start / parentSize) * parentSize, length: length - 1 };
}

function size({ length }: Block): number {
  return 2 ** (32 - length);
}

/** A block of the smallest cover, and the positions of the blocks that it stands for. */
export type Cover = { readonly block: Block; readonly parts: readonly number[] };

/**
 * The fewest blocks that cover exactly the same addresses: what is contained in another goes, and two halves become
 * their parent, again and again. Never one address more. In no particular order.
 */
export function smallestCover(blocks: readonly Block[]): readonly Cover[] {
  let covers = withoutContained(blocks);
  for (let length = 32; length > 0; length--) covers = mergeHalves(covers, length);
  return covers;
}

function withoutContained(blocks: readonly Block[]): readonly Cover[] {
  const widestFirst = blocks.map((block, index) => ({ block, index })).sort((a, b) => a.block.length - b.block.length);
  const covers: { readonly block: Block; readonly parts: number[] }[] = [];
  for (const { block, index } of widestFirst) {
    const around = covers.find((cover) => blockContains(cover.block, block));
    if (around) around.parts.push(index);
    else covers.push({ block, parts: [index] });
  }
  return covers;
}

function mergeHalves(covers: readonly Cover[], length: number): readonly Cover[] {
  const families = new Map<string, Cover[]>();
  for (const cover of covers.filter(({ block }) => block.length === length)) {
    const parent = formatBlock(parentOf(cover.block));
    families.set(parent, [...(families.get(parent) ?? []), cover]);
  }
  const merged = [...families.values()].flatMap((halves): readonly Cover[] => {
    const [first, second] = halves;
    if (!first || !second) return halves;
    return [{ block: parentOf(first.block), parts: [...first.parts, ...second.parts] }];
  });
  return [...covers.filter(({ block }) => block.length !== length), ...merged];
}
