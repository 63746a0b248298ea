import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { fillText } from "@/lib/simulator/json/placeholders";
import { people } from "@/lib/simulator/people/people";
import { places } from "@/lib/simulator/places";
import type { SimulatorState } from "@/lib/simulator/state";
import { describeWorkloads, isWorkloadCluster } from "./describe-workloads";
import { type KubeconfigAuthorities, worldKubeconfig } from "./kubeconfig";

/** What `GET /state` answers: the places, the worlds of both pages with the person's request made concrete, the faults, the clock and the updates' ways. */
export function describeState(
  state: SimulatorState,
  authorities: (cluster: SimulatedCluster) => KubeconfigAuthorities,
) {
  return {
    place: state.place,
    places,
    person: state.presentPerson().id,
    people,
    secondEcho: state.secondEcho ?? null,
    frontDoorTarget: state.frontDoorTarget ?? null,
    faults: state.faults.list(),
    clock: state.describeClock(),
    updates: state.updates,
    updateFailures: state.updateFailures.list(),
    worlds: state.clusters
      .filter((cluster) => !isWorkloadCluster(cluster))
      .map((cluster) => describeWorld(cluster, authorities)),
    workloads: describeWorkloads(state),
  };
}

function describeWorld(
  cluster: SimulatedCluster,
  authorities: (cluster: SimulatedCluster) => KubeconfigAuthorities,
): object {
  const { name, title, place, request, expected, secondEcho } = cluster.world;
  const { vantage, endpoint, kubeconfig, errorText } = request;
  return {
    name,
    title: fillText(title, cluster.placeholders),
    cluster: cluster.key,
    place,
    ...(secondEcho ? { secondEcho } : {}),
    request: {
      vantage,
      ...(endpoint ? { endpoint } : {}),
      ...(kubeconfig ? { kubeconfig: worldKubeconfig(cluster, kubeconfig, authorities(cluster)) } : {}),
      ...(errorText ? { errorText: fillText(errorText, cluster.placeholders) } : {}),
    },
    expected,
  };
}
