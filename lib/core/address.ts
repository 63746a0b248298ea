import ipaddr from "ipaddr.js";
import { z } from "zod";

/**
 * What an IPv4 or IPv6 address can be used for.
 * `public` is the only scope that GKE's authorized networks can let in from the internet.
 */
export type AddressScope =
  | "public"
  | "private"
  | "carrier-grade-nat"
  | "documentation"
  | "loopback"
  | "link-local"
  | "other";

/* The strict forms. IPv4 without zod: containment is asked for every entry of every list. */
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const ipv6 = z.ipv6();
const ipv4Length = /^(?:\d|[12]\d|3[0-2])$/;
const ipv6Length = /^(?:\d|[1-9]\d|1[01]\d|12[0-8])$/;

function isAddress(text: string): boolean {
  return text.includes(":") ? ipv6.safeParse(text).success : ipv4.test(text);
}

/**
 * The canonical text of one address; IPv4-mapped IPv6 (`::ffff:198.51.100.7`) is unwrapped.
 * Undefined for anything else, also for the forms that ipaddr.js would read leniently (octal, short, out of range).
 */
export function parseAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (!isAddress(trimmed)) return undefined;
  return ipaddr.process(trimmed).toString();
}

/** The network in canonical form, host bits cleared (`203.0.113.10/24` → `203.0.113.0/24`); a bare address becomes /32 or /128. */
export function parseCidr(text: string): string | undefined {
  const trimmed = text.trim();
  const address = parseAddress(trimmed);
  if (address) return singleHostCidr(address);
  const [base = "", prefix = "", ...more] = trimmed.split("/");
  const lengthForm = base.includes(":") ? ipv6Length : ipv4Length;
  if (more.length > 0 || !isAddress(base) || !lengthForm.test(prefix)) return undefined;
  const [ip, length] = ipaddr.parseCIDR(trimmed);
  const network =
    ip instanceof ipaddr.IPv4
      ? ipaddr.IPv4.networkAddressFromCIDR(`${ip.toString()}/${length}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${ip.toString()}/${length}`);
  return `${network.toString()}/${length}`;
}

/** True when every address of `inner` (an address or CIDR) is in `outer`. False for unreadable text and for mixed families. */
export function cidrContains(outer: string, inner: string): boolean {
  const outerCidr = parseCidr(outer);
  const innerCidr = parseCidr(inner);
  if (!outerCidr || !innerCidr) return false;
  const [outerIp, outerLength] = ipaddr.parseCIDR(outerCidr);
  const [innerIp, innerLength] = ipaddr.parseCIDR(innerCidr);
  return innerIp.kind() === outerIp.kind() && innerLength >= outerLength && innerIp.match(outerIp, outerLength);
}

/** `a/32` for IPv4, `a/128` for IPv6; a CIDR stays as it is. The address must be canonical (from `parseAddress`). */
export function singleHostCidr(address: string): string {
  if (address.includes("/")) return address;
  return `${address}/${address.includes(":") ? 128 : 32}`;
}

export function addressFamily(address: string): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}

/** The number behind the slash of a canonical CIDR. */
export function prefixLength(cidr: string): number {
  return Number(cidr.slice(cidr.lastIndexOf("/") + 1));
}

const documentation = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"];

/** The scope of a canonical address or of a CIDR's network address. */
export function addressScope(addressOrCidr: string): AddressScope {
  const address = addressOrCidr.replace(/\/\d+$/, "");
  if (documentation.some((network) => cidrContains(network, address))) return "documentation";
  switch (ipaddr.parse(address).range()) {
    case "unicast":
      return "public";
    case "private":
    case "uniqueLocal":
      return "private";
    case "carrierGradeNat":
      return "carrier-grade-nat";
    case "loopback":
      return "loopback";
    case "linkLocal":
      return "link-local";
    default:
      return "other";
  }
}
