import type { Person as PolicyPerson } from "@/lib/access/policy";
import type { Principal } from "@/lib/auth/authorise";
import type { Person } from "@/lib/changes/grant";
import { addressScope } from "@/lib/core/address";
import type { SeenCaller } from "@/lib/diagnosis/gatherers/surroundings";
import { egressAddress } from "@/lib/network/egress-echo";
import type { ServiceContext } from "@/lib/services/context";

/** Where a person was seen by this server while they asked. */
export type SeenAt = {
  /** Canonical; empty when it was not seen. Several where echoes saw different ones. */
  readonly addresses: readonly string[];
  /** A trusted hop or an echo told it; nobody typed it. */
  readonly proven: boolean;
};

/** Who asks for something, and from where. */
export type Asker = { readonly principal: Principal; readonly seen: SeenAt };

const echoPatienceMs = 3_000;

/**
 * The addresses that GKE would see the person at. A trusted hop told it; for a browser on this very machine, a DNS echo
 * does. The peer of a connection without trusted hops may be a proxy that nobody told us of: it is not proven.
 */
export async function seenAt(
  { surroundings }: Pick<ServiceContext, "surroundings">,
  caller: SeenCaller | { readonly problem: string },
): Promise<SeenAt> {
  if ("problem" in caller) return { addresses: [], proven: false };
  const { address, source } = caller;
  if (source === "load-balancer") return { addresses: [address], proven: true };
  if (addressScope(address) !== "loopback") return { addresses: [address], proven: false };
  const { network } = surroundings(undefined);
  const signal = AbortSignal.timeout(echoPatienceMs);
  const told = await Promise.allSettled(network.echoServers.map((echo) => egressAddress(echo, signal)));
  const addresses = told.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  return { addresses: [...new Set(addresses)], proven: addresses.length > 0 };
}

export const asPerson = ({ id, name }: Principal): Person => ({ id, name });

export const asPolicyPerson = ({ id, name, groups }: Principal): PolicyPerson => ({ id, name, groups });
