import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { findDestination } from "@/lib/simulator/cluster/simulated-cluster";
import type { Place } from "@/lib/simulator/places";

/** What the resolver of a place says: records, an empty answer, no such name, or nothing at all. */
export type DnsAnswer =
  | { readonly kind: "records"; readonly type: "A" | "TXT"; readonly data: string }
  | { readonly kind: "no-data" | "nxdomain" | "timeout" };

/** The simulated world as a place's resolver knows it. */
export type DnsWorld = {
  readonly clusters: readonly SimulatedCluster[];
  /** Replaces the place's address in the second echo. */
  readonly secondEcho: string | undefined;
};

/**
 * Answers one question from a place: the two egress echoes (`myip.opendns.com` A, `o-o.myaddr.l.google.com` TXT) and the
 * clusters' DNS endpoints. Every other name does not exist.
 */
export function answerDns(world: DnsWorld, place: Place, question: { name: string; type: string }): DnsAnswer {
  const name = question.name.toLowerCase().replace(/\.$/, "");
  if (name === "myip.opendns.com") return typed(question.type, "A", place.publicAddress);
  if (name === "o-o.myaddr.l.google.com") return typed(question.type, "TXT", world.secondEcho ?? place.publicAddress);
  const destination = name.endsWith(".gke.goog") ? findDestination(world.clusters, name) : undefined;
  if (!destination) return { kind: "nxdomain" };
  const resolver = destination.cluster.world.resolver ?? "ok";
  return resolver === "ok" ? typed(question.type, "A", destination.cluster.addresses.frontEnd) : { kind: resolver };
}

function typed(asked: string, type: "A" | "TXT", data: string): DnsAnswer {
  return asked === type ? { kind: "records", type, data } : { kind: "no-data" };
}
