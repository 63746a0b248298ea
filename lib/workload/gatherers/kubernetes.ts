import type { ClusterName } from "@/lib/core/cluster-name";
import { runLabel } from "@/lib/core/run-label";
import type { KubernetesReader } from "@/lib/kubernetes/api/reader";
import { impersonationAnnotation } from "@/lib/workload/facts/derive/member";
import type { WorkloadFactName, WorkloadFactValues } from "@/lib/workload/facts/schema";
import { type ConnectedCluster, connectToCluster } from "./connect-to-cluster";
import { buildingOn, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import { unknownFrom } from "./from-kubernetes";
import type { ReadCluster } from "./read-cluster";
import type { WorkloadSurroundings } from "./surroundings";

const hidden = "Composer 3 runs pods in a cluster of Google's own, which nobody can look into";

type Request = WorkloadFactValues["request"];

/** Everything that the cluster's own API tells. One connection is chosen and used for all of it. */
export function kubernetesGatherers(surroundings: WorkloadSurroundings, readCluster: ReadCluster) {
  let reaching: Promise<ConnectedCluster> | undefined;
  const reach = (name: ClusterName) => {
    // Not the signal of the one who asks first: the others wait for the same attempt.
    reaching ??= connectToCluster(
      surroundings,
      name,
      readCluster(name).then(({ cluster }) => cluster),
      AbortSignal.timeout(7_000),
    );
    return reaching;
  };

  const controlPlane = defineGatherer({
    fact: "controlPlane",
    source: "connection attempt from this server",
    deadlineMs: 8_000,
    prepare: (snapshot) =>
      buildingOn(snapshot, ["cluster"], ({ cluster }): Preparation<"controlPlane"> => {
        if (cluster.outcome === "tenant") return { unknown: "not-observable", detail: hidden };
        if (cluster.outcome === "not-found") return { unknown: "needs-another-fact", detail: cluster.message };
        const { name } = cluster.view;
        return {
          async gather(): Promise<Gathered<"controlPlane">> {
            const reached = await reach(name);
            return "unknown" in reached ? reached : { known: reached.known };
          },
        };
      }),
  });

  const reading = <const Name extends WorkloadFactName>(
    fact: Name,
    source: string,
    words: { readonly what: (request: Request) => string; readonly permission: string },
    read: (reader: KubernetesReader, request: Request, signal: AbortSignal) => Promise<WorkloadFactValues[Name]>,
  ) =>
    defineGatherer<Name>({
      fact,
      source,
      deadlineMs: 8_000,
      prepare: (snapshot) =>
        buildingOn(snapshot, ["request", "cluster", "controlPlane"], ({ request, cluster }): Preparation<Name> => {
          if (cluster.outcome !== "found") return { unknown: "needs-another-fact", detail: hidden };
          const { name } = cluster.view;
          return {
            async gather(signal): Promise<Gathered<Name>> {
              const reached = await reach(name);
              if ("unknown" in reached) return { unknown: "needs-another-fact", detail: reached.detail };
              try {
                return { known: await read(reached.reader, request, signal) };
              } catch (error) {
                return unknownFrom(error, words.what(request), words.permission);
              }
            },
          };
        }),
    });

  return [
    controlPlane,
    reading(
      "namespace",
      "Kubernetes GET /api/v1/namespaces/NAME",
      { what: ({ namespace }) => `the namespace ${namespace}`, permission: "container.namespaces.get" },
      async (reader, { namespace }, signal) => {
        const found = await reader.namespace(namespace, signal);
        if (!found) return { exists: false };
        const { uid, phase, labels } = found;
        return { exists: true, uid, phase, labels };
      },
    ),
    reading(
      "serviceAccount",
      "Kubernetes GET /api/v1/namespaces/NAMESPACE/serviceaccounts/NAME",
      {
        what: ({ namespace, serviceAccount }) => `the service account ${namespace}/${serviceAccount}`,
        permission: "container.serviceAccounts.get",
      },
      async (reader, { namespace, serviceAccount }, signal) => {
        const found = await reader.serviceAccount(namespace, serviceAccount, signal);
        if (!found) return { exists: false };
        const { uid, resourceVersion, annotations, automountToken } = found;
        return {
          exists: true,
          uid,
          resourceVersion,
          annotation: annotations[impersonationAnnotation] ?? null,
          automountToken,
        };
      },
    ),
    reading(
      "pods",
      "Kubernetes GET /api/v1/namespaces/NAMESPACE/pods",
      { what: ({ namespace }) => `the pods of ${namespace}`, permission: "container.pods.list" },
      async (reader, { namespace, serviceAccount }, signal) => {
        const all = await reader.pods(namespace, { serviceAccount }, signal);
        const pods = all.filter(({ labels }) => !Object.hasOwn(labels, runLabel));
        return { pods: pods.toSorted((left, right) => ((left.startedAt ?? "") < (right.startedAt ?? "") ? 1 : -1)) };
      },
    ),
    reading(
      "networkPolicies",
      "Kubernetes GET /apis/networking.k8s.io/v1/namespaces/NAMESPACE/networkpolicies",
      {
        what: ({ namespace }) => `the network policies of ${namespace}`,
        permission: "container.networkPolicies.list",
      },
      async (reader, { namespace }, signal) => ({ policies: await reader.networkPolicies(namespace, signal) }),
    ),
  ];
}
