import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { PlanStep } from "@/lib/engine/plan";
import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

/** What a person does about one condition; `PROJECT_NUMBER`, `KEY`, `KEY_RING` and so on are theirs to fill in. */
type Cure = {
  readonly step: string;
  readonly words: (place: readonly string[], cluster: ClusterView) => readonly string[];
  readonly permission: string;
  readonly warning: string;
};

const keyName: Cure["words"] = (place, { name }) => [
  ...["gcloud", "container", "clusters", "describe", name.cluster, ...place],
  ...["--format", "value(databaseEncryption.keyName)"],
];

const cures: Readonly<Record<string, Cure>> = {
  CLOUD_KMS_KEY_ERROR: {
    step: "Find the key that encrypts the cluster's database; enable it, and give the GKE service agent its use again.",
    words: keyName,
    permission: "cloudkms.cryptoKeyVersions.update",
    warning: "The service agent needs roles/cloudkms.cryptoKeyEncrypterDecrypter on that key.",
  },
  CLOUD_KMS_KEY_DESTROYED: {
    step: "Find the key that encrypts the cluster's database, and restore its version while it is only scheduled for destruction.",
    words: keyName,
    permission: "cloudkms.cryptoKeyVersions.restore",
    warning: "Once a key version is destroyed for good, the cluster's database is lost: only a new cluster helps.",
  },
  GKE_SERVICE_ACCOUNT_DELETED: {
    step: "Give the GKE service agent its role again; put the project's number in the place of PROJECT_NUMBER.",
    words: (_, { name }) => [
      ...["gcloud", "projects", "add-iam-policy-binding", name.project],
      ...["--member", "serviceAccount:service-PROJECT_NUMBER@container-engine-robot.iam.gserviceaccount.com"],
      ...["--role", "roles/container.serviceAgent"],
    ],
    permission: "resourcemanager.projects.setIamPolicy",
    warning: "Until then GKE refuses every change to the cluster, so no other remedy works either.",
  },
  CA_EXPIRING: {
    step: "Rotate the cluster's credentials: start, get new kubeconfigs, recreate the nodes, then complete the rotation.",
    words: (place, { name }) => [
      ...["gcloud", "container", "clusters", "update", name.cluster, ...place],
      "--start-credential-rotation",
    ],
    permission: "container.clusters.update",
    warning: "A rotation changes the CA and the address: every client needs a new kubeconfig, and nodes are recreated.",
  },
};

/** What is known to mend a broken cluster, by the conditions that GKE reports. Nothing of it is done automatically. */
export const repairCluster = defineRemedy({
  id: "repair-cluster",
  risk: "disruptive",
  needs: ["cluster"],

  plan({ cluster }) {
    const { name, status } = cluster;
    const codes = cluster.conditions.map(({ code }) => code);
    const known = codes.flatMap((code) => cures[code] ?? []);
    if (known.length === 0 && (status === "RUNNING" || status === "RECONCILING") && codes.length === 0) {
      return { refused: `${name.cluster} is ${status} and reports no condition: GKE sees nothing to repair.` };
    }
    const place = ["--location", name.location, "--project", name.project];
    const describe = command([
      ...["gcloud", "container", "clusters", "describe", name.cluster, ...place],
      ...["--format", "yaml(status,statusMessage,conditions)"],
    ]);
    const steps: readonly PlanStep[] = [
      { summary: "Read what GKE says about the cluster.", request: null },
      ...known.map(({ step }) => ({ summary: step, request: null })),
      ...(status === "ERROR"
        ? [{ summary: "Make a new cluster: GKE deletes one in the status ERROR by itself.", request: null }]
        : []),
      ...(known.length === 0
        ? [{ summary: "Open a case with Google Cloud support and name the conditions.", request: null }]
        : []),
    ];
    return {
      title: codes.length > 0 ? `Repair ${name.cluster}: ${codes.join(", ")}` : `Find out what ails ${name.cluster}`,
      steps,
      changes: [],
      permissions: ["container.clusters.get", ...new Set(known.map(({ permission }) => permission))],
      commands: {
        gcloud: [describe, ...new Set(known.map(({ words }) => command(words(place, cluster))))].join("\n"),
        kubectl: null,
        terraform: null,
      },
      undo: null,
      warnings: [...known.map(({ warning }) => warning), "Drawbridge does none of this itself."],
      files: [],
    };
  },
});
