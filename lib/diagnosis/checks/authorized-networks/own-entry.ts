import { addressScope } from "@/lib/core/address";
import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";
import { sameBlock } from "./standing";

/**
 * The one entry that looks like an earlier address of this person or place; undefined when none or more than one does.
 *
 * Nothing in a list says whose an entry is, so neighbourhood alone is never enough: static hosts of a partner, a bastion
 * and a NAT gateway live in the caller's neighbourhood too. Two signs count, each only for a single public host:
 * - the display name says that the address changes or belongs to a person or device (`ana laptop`, `office DSL`,
 *   `ana@corp.example`) and the entry is in the caller's /16, as providers' pools are;
 * - the entry has no name of its own (gcloud drops them; Drawbridge writes its own and the address) and is in the
 *   caller's /24.
 * A name of infrastructure (`vpn`, `bastion`, `ci`, …) rules an entry out, and so does an address that ends in `.0`,
 * which is a mistyped network. Two entries with the same sign are somebody's each, and cannot be told apart.
 */
export function ownEarlierEntry(entries: readonly AuthorizedNetwork[], address: string): AuthorizedNetwork | undefined {
  const hosts = entries.flatMap((entry) => {
    const host = singlePublicHost(entry);
    return host === undefined ? [] : [{ entry, host }];
  });
  const changing = hosts.filter(({ entry, host }) => isPersonal(entry.displayName) && sameBlock(host, address, 16));
  if (changing.length > 0) return onlyOne(changing);
  const near = hosts.filter(({ host }) => sameBlock(host, address, 24));
  return onlyOne(near.filter(({ entry }) => isNameless(entry.displayName)));
}

function onlyOne(found: readonly { readonly entry: AuthorizedNetwork }[]): AuthorizedNetwork | undefined {
  return found.length === 1 ? found[0]?.entry : undefined;
}

function singlePublicHost({ network }: AuthorizedNetwork): string | undefined {
  if (!network?.endsWith("/32") || network.endsWith(".0/32") || addressScope(network) !== "public") return undefined;
  return network.slice(0, -"/32".length);
}

const personal =
  /\b(home|laptop|notebook|macbook|desktop|phone|mobile|hotspot|wi-?fi|wlan|dynamic|dyn|dhcp|dsl|adsl|vdsl|broadband|wfh|my ip|my address)\b|\S@\S|집|자택|재택|노트북/i;
const infrastructure =
  /\b(vpn|nat|bastion|jump ?host|gateway|gw|proxy|egress|ci|cd|runners?|jenkins|github|gitlab|build|server|static|monitoring|terraform)\b/i;

function isPersonal(displayName: string): boolean {
  const words = displayName.replace(/[_.-]+/g, " ");
  return !infrastructure.test(words) && (personal.test(words) || personal.test(displayName));
}

function isNameless(displayName: string): boolean {
  return /^(drawbridge)?[\s\d.:/_-]*$/i.test(displayName);
}
