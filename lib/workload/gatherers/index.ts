import { clusterGatherer } from "./cluster";
import type { Gatherer } from "./define-gatherer";
import { environmentGatherer } from "./environment";
import { environmentAccountGatherer } from "./environment-account";
import { googleServiceAccountGatherer, policyGatherer } from "./google-account";
import { kubernetesGatherers } from "./kubernetes";
import { ownMemoryGatherers } from "./own-memory";
import { projectGatherer } from "./project";
import { clusterReading } from "./read-cluster";
import { rolesGatherer } from "./roles";
import type { WorkloadSurroundings } from "./surroundings";

/** A gatherer for every fact that is not given with the request. All start at once; each waits only for what it builds on. */
export function workloadGatherers(surroundings: WorkloadSurroundings): readonly Gatherer[] {
  const readCluster = clusterReading(surroundings);
  return [
    environmentGatherer(surroundings),
    clusterGatherer(readCluster),
    projectGatherer(surroundings),
    googleServiceAccountGatherer(surroundings),
    policyGatherer(surroundings),
    rolesGatherer(surroundings),
    environmentAccountGatherer(surroundings),
    ...kubernetesGatherers(surroundings, readCluster),
    ...ownMemoryGatherers(surroundings),
  ];
}
