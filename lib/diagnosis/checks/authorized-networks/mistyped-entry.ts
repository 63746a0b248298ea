import { cidrContains, parseAddress, parseCidr, prefixLength } from "@/lib/core/address";
import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";

/** Why an entry was evidently meant for the caller although it does not let the caller in. */
export type Mistake = {
  readonly entry: AuthorizedNetwork;
  /** What is wrong with the entry: the rest of a sentence that starts with it. */
  readonly what: string;
  /** True when the entry, as written, lets nobody in: then replacing it locks nobody out. */
  readonly useless: boolean;
};

/**
 * The first entry that was evidently meant for this IPv4 address and misses it. A neighbouring network alone proves
 * nothing; the text itself has to show the mistake, in one of four ways: it cannot be read and starts like the address;
 * it is a network's address (`81.92.200.0`) with the mask of a host; it has host bits, and a mask one bit shorter would
 * include the address; its display name names the address or a network around it.
 */
export function mistakeFor(entries: readonly AuthorizedNetwork[], address: string): Mistake | undefined {
  for (const entry of entries) {
    const mistake =
      unreadable(entry, address) ?? hostMask(entry, address) ?? hostBits(entry, address) ?? named(entry, address);
    if (mistake) return mistake;
  }
  return undefined;
}

function unreadable(entry: AuthorizedNetwork, address: string): Mistake | undefined {
  if (entry.network !== null && !entry.network.includes(":")) return undefined;
  const octets = leadingOctets(entry.cidrBlock);
  const own = address.split(".").map(Number);
  const shared = octets.findIndex((octet, index) => octet !== own[index]);
  const length = shared < 0 ? octets.length : shared;
  if (length < 3) return undefined;
  const what = entry.network === null ? "cannot be read as a CIDR" : "is written as an IPv6 network";
  return { entry, what, useless: true };
}

/** `81.92.200.7 /32`, `81,92,200,7/32`, `::ffff:81.92.200.7/128`, `81.92.200/24` → the numbers it starts with, four at most. */
function leadingOctets(text: string): readonly number[] {
  const [host = ""] = text
    .trim()
    .replace(/^::ffff:/i, "")
    .split(/[/\\\s-]/);
  const parts = host.split(/[.,]/).slice(0, 4);
  const end = parts.findIndex((part) => !/^\d{1,5}$/.test(part));
  return (end < 0 ? parts : parts.slice(0, end)).map(Number);
}

function hostMask(entry: AuthorizedNetwork, address: string): Mistake | undefined {
  const { network } = entry;
  if (!network?.endsWith(".0/32")) return undefined;
  const zeros = /(\.0)+$/.exec(network.slice(0, -3))?.[0].length ?? 0;
  const meant = `${network.slice(0, -3)}/${32 - zeros * 4}`;
  if (!cidrContains(meant, address)) return undefined;
  return { entry, what: `has the mask of one host, and ${meant} was meant`, useless: true };
}

function hostBits(entry: AuthorizedNetwork, address: string): Mistake | undefined {
  const { cidrBlock, network } = entry;
  const written = parseAddress(cidrBlock.replace(/\/\d+\s*$/, ""));
  if (!network || !written || network.includes(":") || parseCidr(`${written}/32`) === network) return undefined;
  if (network.startsWith(`${written}/`)) return undefined;
  const wider = `${written}/${prefixLength(network) - 1}`;
  if (!cidrContains(wider, address)) return undefined;
  return { entry, what: `has host bits, and its mask covers ${network} only`, useless: false };
}

function named(entry: AuthorizedNetwork, address: string): Mistake | undefined {
  const mentioned = entry.displayName.match(/(?<![\d.])\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?(?![\d.])/g) ?? [];
  const meant = mentioned.find((text) => cidrContains(text, address));
  if (!meant) return undefined;
  return { entry, what: `does not cover ${meant}, which its own name gives`, useless: false };
}
