import { formatClusterName } from "@/lib/core/cluster-name";
import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

/** Nothing to change: ask again until Google says RUNNING. */
export const waitForCluster = defineRemedy({
  id: "wait-for-cluster",
  risk: "none",
  needs: ["cluster"],

  plan({ cluster }) {
    const { name, status } = cluster;
    const { public: publicEndpoint, private: privateEndpoint, dns } = cluster.endpoints;
    const hasEndpoint = [publicEndpoint.address, privateEndpoint.address, dns.host].some((host) => host !== null);
    if (status === "STOPPING")
      return { refused: `${name.cluster} is being deleted (STOPPING): waiting does not help.` };
    if (status === "ERROR") return { refused: `${name.cluster} is in the status ERROR: waiting does not help.` };
    if (status === "RUNNING" && hasEndpoint) {
      return { refused: `${name.cluster} is RUNNING and has its endpoints: there is nothing to wait for.` };
    }
    const place = ["--location", name.location, "--project", name.project];
    return {
      title: `Wait until ${name.cluster} is RUNNING`,
      steps: [
        {
          summary: "Ask for the status until it is RUNNING; creating a cluster takes some minutes.",
          request: { method: "GET", path: `/v1/${formatClusterName(name)}`, body: null },
        },
        { summary: "Then get a kubeconfig: addresses may be new.", request: null },
      ],
      changes: [{ field: "status", before: status, after: "RUNNING" }],
      permissions: ["container.clusters.get"],
      commands: {
        gcloud: command([
          "gcloud",
          "container",
          "clusters",
          "describe",
          name.cluster,
          ...place,
          "--format",
          "value(status,statusMessage)",
        ]),
        kubectl: null,
        terraform: null,
      },
      undo: null,
      warnings: ["While GKE works on the cluster, it refuses other changes to it."],
      files: [],
    };
  },
});
