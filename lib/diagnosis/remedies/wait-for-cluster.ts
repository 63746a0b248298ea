import { formatClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

/** Nothing to change: ask again until Google says RUNNING, or, where it does already, until the control plane is ready. */
export const waitForCluster = defineRemedy({
  id: "wait-for-cluster",
  risk: "none",
  needs: ["request"],
  wants: ["cluster"],

  plan({ request: { cluster: name } }, _, { cluster }) {
    const status = cluster?.status;
    if (status === "STOPPING")
      return { refused: `${name.cluster} is being deleted (STOPPING): waiting does not help.` };
    if (status === "ERROR") return { refused: `${name.cluster} is in the status ERROR: waiting does not help.` };
    const common = { permissions: ["container.clusters.get"], undo: null, files: [] };
    if (!cluster || (status === "RUNNING" && hasEndpoint(cluster))) {
      return {
        ...common,
        title: `Wait until the control plane of ${name.cluster} is ready`,
        steps: [
          { summary: "Ask it until it says ok, every half minute or so.", request: null },
          {
            summary: "If it does not after ten minutes, see what runs on the cluster and what GKE reports.",
            request: null,
          },
        ],
        changes: [],
        commands: {
          gcloud: null,
          kubectl: command(["kubectl", "get", "--raw=/readyz", "--request-timeout=5s"]),
          terraform: null,
        },
        warnings: ["Every attempt is one more request to a server that is busy: do not ask in a tight loop."],
      };
    }
    const place = ["--location", name.location, "--project", name.project];
    return {
      ...common,
      title: `Wait until ${name.cluster} is RUNNING`,
      steps: [
        {
          summary: "Ask for the status until it is RUNNING; creating a cluster takes some minutes.",
          request: { method: "GET", path: `/v1/${formatClusterName(name)}`, body: null },
        },
        { summary: "Then get a kubeconfig: addresses may be new.", request: null },
      ],
      changes: [{ field: "status", before: cluster.status, after: "RUNNING" }],
      commands: {
        gcloud: command([
          ...["gcloud", "container", "clusters", "describe", name.cluster, ...place],
          ...["--format", "value(status,statusMessage)"],
        ]),
        kubectl: null,
        terraform: null,
      },
      warnings: ["While GKE works on the cluster, it refuses other changes to it."],
    };
  },
});

function hasEndpoint({ endpoints }: ClusterView): boolean {
  return [endpoints.public.address, endpoints.private.address, endpoints.dns.host].some((host) => host !== null);
}
