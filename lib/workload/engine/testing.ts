import {
  composer3Snapshot,
  dagWith,
  directSnapshot,
  egressPolicy,
  environment,
  environmentAccount,
  foundCluster,
  gsa,
  healthySnapshot,
  member,
  nodeAccount,
  nodePool,
  pod,
  policyOf,
  pool,
  proofOf,
  request,
  says,
} from "@/lib/workload/facts/testing";

const target = {
  kind: "environment",
  environment: { project: "corp-data-prod", location: "europe-west1", environment: "airflow-prod" },
} as const;
const inComposer = request({ target, namespace: "composer-user-workloads", serviceAccount: "default" });
const composer = {
  request: inComposer,
  environment: environment(),
  environmentAccount: environmentAccount(),
  policy: policyOf({ members: [`serviceAccount:${pool}[composer-user-workloads/default]`] }),
} as const;
const annotated = (annotation: string | null) =>
  ({ exists: true, uid: "s1", resourceVersion: "1", annotation, automountToken: null }) as const;
const asNode = says("caller-is-node", { caller: nodeAccount });
const gaia = says("google-service-account-unknown", { googleServiceAccount: gsa });

/** For each root cause, facts that show it, and nothing else. */
export const situations: Readonly<Record<string, ReturnType<typeof healthySnapshot>>> = {
  "composer-environment-missing": healthySnapshot({
    ...composer,
    environment: { outcome: "not-found", message: "no" },
  }),
  "composer-3-namespace": composer3Snapshot({ request: request({ target }) }),
  "composer-agent-extension": healthySnapshot({
    ...composer,
    environmentAccount: environmentAccount({ agentHasExtension: false }),
    errorText: says("composer-agent-denied"),
  }),
  "environment-account-role": healthySnapshot({
    ...composer,
    environment: environment({ state: "ERROR" }),
    environmentAccount: environmentAccount({ hasWorker: false }),
  }),
  "operator-config-file-missing": healthySnapshot({
    ...composer,
    dag: dagWith({ configFile: null }),
    errorText: says("pods-create-forbidden", { caller: "system:anonymous" }),
  }),
  "operator-default-namespace": healthySnapshot({
    ...composer,
    dag: dagWith({ namespace: "default" }),
    errorText: says("pods-create-forbidden", { namespace: "default" }),
  }),
  "operator-public-endpoint": healthySnapshot({
    ...composer,
    dag: dagWith({ kind: "GKEStartPodOperator" }),
    errorText: says("control-plane-timeout"),
  }),
  "operator-events-forbidden": healthySnapshot({ ...composer, errorText: says("events-list-forbidden") }),
  "operator-pods-forbidden": healthySnapshot({ ...composer, errorText: says("pods-create-forbidden") }),
  "composer-run-blocked": healthySnapshot({ ...composer, errorText: says("composer-run-timeout") }),
  "cluster-missing": healthySnapshot({ cluster: { outcome: "not-found", message: "no" } }),
  "workload-pool-missing": healthySnapshot({
    cluster: foundCluster({ workloadPool: null, nodePools: [nodePool("p", "unspecified")] }),
    errorText: says("identity-pool-missing"),
  }),
  "metadata-server-off": healthySnapshot({
    cluster: foundCluster({ nodePools: [nodePool("p", "gce")] }),
    errorText: asNode,
  }),
  "host-network": healthySnapshot({ pods: { pods: [pod({ hostNetwork: true })] }, errorText: asNode }),
  "metadata-egress-blocked": healthySnapshot({
    networkPolicies: { policies: [egressPolicy()] },
    errorText: says("metadata-unreachable"),
    proof: proofOf({ email: null, tokenStatus: 0 }),
  }),
  "metadata-server-race": healthySnapshot({
    errorText: says("metadata-unreachable"),
    proof: proofOf({ email: null, tokenStatus: 0 }),
  }),
  "identity-of-node": healthySnapshot({ errorText: asNode, proof: proofOf({ email: nodeAccount }) }),
  "namespace-missing": healthySnapshot({ namespace: { exists: false }, serviceAccount: { exists: false } }),
  "service-account-missing": healthySnapshot({ serviceAccount: { exists: false } }),
  "annotation-missing": healthySnapshot({
    serviceAccount: annotated(null),
    errorText: says("caller-is-workload-pool", { caller: pool }),
    proof: proofOf({ email: pool }),
  }),
  "annotation-mismatch": healthySnapshot({
    serviceAccount: annotated("other@corp.iam.gserviceaccount.com"),
    errorText: says("token-denied"),
    proof: proofOf({ email: "other@corp.iam.gserviceaccount.com" }),
  }),
  "annotation-unwanted": directSnapshot({ serviceAccount: annotated(gsa), proof: proofOf({}) }),
  "google-service-account-missing": healthySnapshot({
    googleServiceAccount: { outcome: "not-found", message: "no" },
    policy: policyOf(),
    errorText: gaia,
    proof: proofOf({ tokenStatus: 404 }),
  }),
  "google-service-account-disabled": healthySnapshot({
    googleServiceAccount: { outcome: "found", email: gsa, uniqueId: "1", disabled: true },
    errorText: says("token-denied"),
    proof: proofOf({ tokenStatus: 403 }),
  }),
  "binding-of-deleted-account": healthySnapshot({
    policy: policyOf({ members: [`deleted:${member}?uid=1`] }),
    errorText: says("token-denied"),
    proof: proofOf({ tokenStatus: 403 }),
  }),
  "binding-for-another-account": healthySnapshot({
    policy: policyOf({ members: [`serviceAccount:${pool}[dbt/dbt]`] }),
    errorText: says("token-denied"),
    proof: proofOf({ tokenStatus: 403 }),
  }),
  "binding-conditional": healthySnapshot({
    policy: policyOf({ members: [member], condition: { title: "t", expression: "x" } }),
    errorText: says("token-denied"),
    proof: proofOf({ tokenStatus: 403 }),
  }),
  "binding-missing": healthySnapshot({
    policy: policyOf(),
    errorText: says("token-denied"),
    proof: proofOf({ tokenStatus: 403 }),
  }),
  "binding-not-yet-effective": healthySnapshot({
    errorText: says("token-denied"),
    proof: proofOf({ tokenStatus: 403 }),
  }),
  "target-role-missing": healthySnapshot({
    errorText: says("caller-is-google-service-account", { caller: gsa, googleServiceAccount: gsa }),
    proof: proofOf({}),
  }),
  "token-refused": healthySnapshot({ proof: proofOf({ tokenStatus: 404 }) }),
};
