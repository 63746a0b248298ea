import { projectNumber } from "@/lib/simulator/cluster/addresses";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { IamBinding } from "@/lib/simulator/iam/policy";
import { computeDefaultAccount, projectOfEmail } from "@/lib/simulator/iam/service-account";
import { type KubeObject, namespaceOf, objectsIn, textIn, textsIn, valueAt } from "../objects/kube-object";
import { conditionHolds } from "./condition";

/** What the metadata server asks IAM: the part of the simulated IAM that it needs. */
export type IamView = {
  account(email: string): { readonly disabled?: boolean } | undefined;
  /** The bindings of an account that are in force at this time. */
  effectivePolicy(email: string, now: Date): readonly IamBinding[];
  effectiveProjectPolicy(project: string, now: Date): readonly IamBinding[];
};

/** Where a pod runs, and as whom. */
export type PodPlace = {
  readonly cluster: SimulatedCluster;
  readonly pod: KubeObject;
  readonly node: KubeObject | undefined;
  readonly serviceAccount: KubeObject | undefined;
  readonly iam: IamView;
  readonly now: Date;
};

/** Whom the metadata server gives tokens of. */
export type PodIdentity =
  /** The node's own account: no workload identity here. */
  | { readonly kind: "node"; readonly email: string; readonly scopes: readonly string[] }
  /** The pool's direct principal: the service account is not annotated. */
  | { readonly kind: "pool"; readonly email: string }
  | { readonly kind: "account"; readonly email: string; readonly token: "granted" | "denied" | "no-such-account" };

/** Whose identity a pod has: the node's with `hostNetwork`, without a pool, or on nodes that serve no GKE metadata. */
export function podIdentity(place: PodPlace): PodIdentity {
  const { cluster, pod, node, serviceAccount } = place;
  const pool = textIn(cluster.resource, "workloadIdentityConfig", "workloadPool");
  const served = textIn(node, "metadata", "labels", "iam.gke.io/gke-metadata-server-enabled") === "true";
  if (pool === undefined || !served || valueAt(pod, "spec", "hostNetwork") === true) return nodeIdentity(place);
  const email = textIn(serviceAccount, "metadata", "annotations", "iam.gke.io/gcp-service-account");
  if (!email) return { kind: "pool", email: pool };
  return { kind: "account", email, token: tokenOf(place, pool, email) };
}

function nodeIdentity({ cluster, node }: PodPlace): PodIdentity {
  const poolName = textIn(node, "metadata", "labels", "cloud.google.com/gke-nodepool");
  const pool = objectsIn(cluster.resource, "nodePools").find(({ name }) => name === poolName);
  const account = textIn(pool, "config", "serviceAccount") ?? "default";
  const email = account === "default" ? computeDefaultAccount(cluster.name.project) : account;
  return { kind: "node", email, scopes: textsIn(pool, "config", "oauthScopes") };
}

/* Roles with iam.serviceAccounts.getAccessToken. */
const tokenRoles = ["roles/iam.workloadIdentityUser", "roles/iam.serviceAccountTokenCreator"];

function tokenOf({ cluster, pod, iam, now }: PodPlace, pool: string, email: string) {
  const account = iam.account(email);
  if (!account) return "no-such-account";
  const project = projectOfEmail(email, [cluster.name.project]);
  const bindings = [
    ...iam.effectivePolicy(email, now),
    ...(project === undefined ? [] : iam.effectiveProjectPolicy(project, now)),
  ];
  const members = principalsOf(cluster, pool, namespaceOf(pod), textIn(pod, "spec", "serviceAccountName"));
  const granted = bindings.some(
    (binding) =>
      tokenRoles.includes(binding.role) &&
      binding.members.some((member) => members.includes(member)) &&
      conditionHolds(binding.condition, now),
  );
  return granted && account.disabled !== true ? "granted" : "denied";
}

/** Documented: every way in which a policy may name this Kubernetes service account. */
export function principalsOf(
  { name, key }: SimulatedCluster,
  pool: string,
  namespace = "default",
  account = "default",
): readonly string[] {
  const path = `iam.googleapis.com/projects/${projectNumber(name.project)}/locations/global/workloadIdentityPools/${pool}`;
  return [
    `serviceAccount:${pool}[${namespace}/${account}]`,
    `principal://${path}/subject/ns/${namespace}/sa/${account}`,
    `principalSet://${path}/namespace/${namespace}`,
    `principalSet://${path}/kubernetes.cluster/https://container.googleapis.com/v1/${key}`,
    `principalSet://${path}/*`,
  ];
}
