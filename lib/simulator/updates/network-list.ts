import { cidrContains, parseCidr } from "@/lib/core/address";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { objectAt } from "@/lib/simulator/json/merge-patch";
import type { JsonObject } from "@/lib/simulator/world";
import type { CidrBlock } from "./change";
import { refusals } from "./refusals";
import type { UpdateSettings } from "./settings";

/** Documented as the IPv4 ranges that a VPC's subnets may have. */
const reservedRanges = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "240.0.0.0/4",
];

/** The list as the simulated Google keeps it, or the answer that refuses it. Order, names and duplicates stay. */
export function acceptList(
  blocks: readonly CidrBlock[],
  hostBits: UpdateSettings["hostBits"],
): { readonly blocks: readonly CidrBlock[]; readonly refusal?: undefined } | { readonly refusal: SimulatedAnswer } {
  const kept: CidrBlock[] = [];
  for (const block of blocks) {
    const { cidrBlock } = block;
    const network = /^[\d.]+\/\d+$/.test(cidrBlock) ? parseCidr(cidrBlock) : undefined;
    if (network === undefined) return { refusal: refusals.notCidr(cidrBlock) };
    if (network !== cidrBlock && hostBits === "refuse") return { refusal: refusals.hostBits(cidrBlock, network) };
    kept.push(hostBits === "normalise" ? { ...block, cidrBlock: network } : block);
  }
  return { blocks: kept };
}

/** How many entries the cluster may have: 100 with private nodes, 50 with public ones. */
export function listLimit(resource: JsonObject): number {
  const { defaultEnablePrivateNodes: current } = objectAt(resource, "networkConfig");
  const { enablePrivateNodes: deprecated } = objectAt(resource, "privateClusterConfig");
  return (current ?? deprecated) === true ? 100 : 50;
}

/** True for a network that lies in a reserved range as a whole, as a cluster without a public endpoint needs. */
export function isReserved(cidr: string): boolean {
  return reservedRanges.some((range) => cidrContains(range, cidr));
}
