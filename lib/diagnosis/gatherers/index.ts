import type { ClusterName } from "@/lib/core/cluster-name";
import type { Vantage } from "@/lib/diagnosis/facts/schema";
import { callerGatherer, egressGatherer } from "./caller";
import { clusterGatherers } from "./cluster";
import type { Gatherer } from "./define-gatherer";
import { googleRangeGatherer } from "./google-range";
import { listChangesGatherer } from "./list-changes";
import { operationsGatherer } from "./operations";
import { permissionsGatherer } from "./permissions";
import { probeGatherers } from "./probes";
import { siblingsGatherer } from "./siblings";
import type { Surroundings } from "./surroundings";
import { targetGatherer } from "./target";

/** A gatherer for every fact that is not given with the request. All start at once; each waits only for what it builds on. */
export function gatherersFor(surroundings: Surroundings, cluster: ClusterName, vantage: Vantage): readonly Gatherer[] {
  return [
    ...clusterGatherers(surroundings, cluster),
    egressGatherer(surroundings, vantage),
    callerGatherer(surroundings, vantage),
    targetGatherer,
    operationsGatherer(surroundings, cluster),
    permissionsGatherer(surroundings, cluster),
    siblingsGatherer(surroundings, cluster),
    listChangesGatherer(surroundings, cluster),
    googleRangeGatherer(surroundings),
    ...probeGatherers(surroundings),
  ];
}
