import { mayUseBigQuery } from "../metadata/bigquery-access";
import { mayReachMetadata } from "../metadata/egress";
import { answerMetadata } from "../metadata/metadata-server";
import { type PodPlace, podIdentity } from "../metadata/pod-identity";
import { type KubeObject, namespaceOf, textIn } from "../objects/kube-object";
import { coreType, findResourceType } from "../objects/resource-types";
import { containerWords, imageOf } from "./container-config";
import { commandLine, findImage } from "./images";
import type { KubeletWorld } from "./kubelet-world";
import { chooseProgram } from "./programs/choose-program";
import type { ProgramRun } from "./programs/program";

/** The words that the pod's container runs. */
export function argvOf({ cluster }: KubeletWorld, pod: KubeObject): readonly string[] {
  return commandLine(findImage(cluster, imageOf(pod)), containerWords(pod, "command"), containerWords(pod, "args"));
}

/** What the container is going to do when it starts now; undefined when its image has no such program. */
export function runContainer(world: KubeletWorld, pod: KubeObject, at: Date): ProgramRun | undefined {
  const argv = argvOf(world, pod);
  const program = chooseProgram(findImage(world.cluster, imageOf(pod)).program, argv);
  return program?.({
    argv,
    startedAt: at,
    project: world.cluster.name.project,
    identity: () => podIdentity(placeOf(world, pod, at)),
    mayUseBigQuery: () => mayUseBigQuery(placeOf(world, pod, at)),
    askMetadata: (request, afterMs) => {
      const place = placeOf(world, pod, new Date(at.getTime() + afterMs));
      return isMetadataReachable(world, pod) ? answerMetadata(place, request) : undefined;
    },
  });
}

function placeOf({ store, cluster, iam }: KubeletWorld, pod: KubeObject, now: Date): PodPlace {
  const account = textIn(pod, "spec", "serviceAccountName") ?? "default";
  return {
    cluster,
    pod,
    node: store.find(coreType("nodes"), undefined, textIn(pod, "spec", "nodeName") ?? ""),
    serviceAccount: store.find(coreType("serviceaccounts"), namespaceOf(pod), account),
    iam,
    now,
  };
}

function isMetadataReachable({ store, cluster }: KubeletWorld, pod: KubeObject): boolean {
  const type = findResourceType("networking.k8s.io", "networkpolicies");
  return mayReachMetadata(cluster, pod, type ? store.list(type, namespaceOf(pod)) : []);
}
