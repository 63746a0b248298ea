import { type Fact, known, type Provenance, type UnknownReason, unknown } from "@/lib/engine/fact";
import type { NetworkPolicyView, PodView } from "@/lib/kubernetes/api/views";
import type { ComposerEnvironmentView } from "./environment-view";
import type { WorkloadErrorCause } from "./error/causes";
import type { IamBinding } from "./iam-view";
import type { WorkloadFactName, WorkloadFactValues, WorkloadSnapshot } from "./schema";
import type { NodePoolView, WorkloadClusterView } from "./workload-cluster-view";

/** When every fact of these tests was read. */
export const testTime = "2026-01-01T12:00:00Z";

const provenance: Provenance = { source: "test", observedAt: testTime, durationMs: 1 };

/** A value as a fact that a test observed. */
export function observed<Value>(value: Value): Fact<Value> {
  return known(value, provenance);
}

export function unobserved(reason: UnknownReason, detail: string): Fact<never> {
  return unknown(reason, detail, provenance);
}

export const gsa = "wi-dbt@corp-data-prod.iam.gserviceaccount.com";
export const pool = "corp-data-prod.svc.id.goog";
export const member = `serviceAccount:${pool}[dbt/dbt-runner]`;
export const nodeAccount = "123456789012-compute@developer.gserviceaccount.com";

const clusterName = { project: "corp-data-prod", location: "europe-west1", cluster: "analytics" };

/** The request that everything healthy was asked with, and the given differences. */
export function request(differences: Partial<WorkloadFactValues["request"]> = {}): WorkloadFactValues["request"] {
  return {
    target: { kind: "cluster", cluster: clusterName },
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: gsa,
    roles: [],
    ...differences,
  };
}

export function nodePool(name: string, metadata: NodePoolView["metadata"]): NodePoolView {
  return { name, metadata, serviceAccount: "default", status: "RUNNING", etag: "e1" };
}

/** A Standard cluster that gives its pods identities, with the given differences. */
export function foundCluster(differences: Partial<WorkloadClusterView> = {}): WorkloadFactValues["cluster"] {
  const view: WorkloadClusterView = {
    name: clusterName,
    status: "RUNNING",
    mode: "standard",
    workloadPool: pool,
    nodePools: [nodePool("default-pool", "gke")],
    labels: {},
    networkPolicy: true,
    dataplaneV2: true,
    etag: "9bcf1e2a",
    ...differences,
  };
  return { outcome: "found", view };
}

/** A running, private Composer 2 environment, with the given differences. */
export function environment(differences: Partial<ComposerEnvironmentView> = {}): WorkloadFactValues["environment"] {
  const view: ComposerEnvironmentView = {
    name: "airflow-prod",
    location: "europe-west1",
    project: "corp-data-prod",
    state: "RUNNING",
    generation: 2,
    imageVersion: "composer-2.9.7-airflow-2.9.3",
    cluster: clusterName,
    network: "projects/corp-data-prod/global/networks/corp-vpc",
    subnetwork: "projects/corp-data-prod/regions/europe-west1/subnetworks/corp",
    serviceAccount: "composer-environment@corp-data-prod.iam.gserviceaccount.com",
    pypiPackages: {},
    dagGcsPrefix: "gs://bucket/dags",
    airflowUri: "https://airflow.example",
    privateEnvironment: true,
    publicEndpointDisabled: false,
    authorizedNetworks: { enabled: true, cidrBlocks: [] },
    connectionType: "PRIVATE_SERVICE_CONNECT",
    ...differences,
  };
  return { outcome: "found", view };
}

export function environmentAccount(
  differences: Partial<Extract<WorkloadFactValues["environmentAccount"], { outcome: "found" }>> = {},
): WorkloadFactValues["environmentAccount"] {
  return {
    outcome: "found",
    email: "composer-environment@corp-data-prod.iam.gserviceaccount.com",
    hasWorker: true,
    hasContainerDeveloper: true,
    agentHasExtension: true,
    ...differences,
  };
}

export function pod(differences: Partial<PodView> = {}): PodView {
  return {
    name: "dbt-run-1",
    uid: "u1",
    phase: "Running",
    serviceAccount: "dbt-runner",
    hostNetwork: false,
    automountToken: null,
    nodeName: "gke-analytics-default-pool-0a1b2c3d-x1y2",
    labels: { app: "dbt" },
    startedAt: "2026-01-01T11:50:00Z",
    deletionTimestamp: null,
    reason: null,
    message: null,
    containers: [],
    ...differences,
  };
}

/** A policy for egress that lets nothing out, with the given differences. */
export function egressPolicy(differences: Partial<NetworkPolicyView> = {}): NetworkPolicyView {
  return {
    name: "deny-egress",
    podSelector: { matchLabels: {}, matchExpressions: [] },
    policyTypes: ["Egress"],
    egress: [],
    ...differences,
  };
}

export function says(
  cause: WorkloadErrorCause,
  details: Extract<WorkloadFactValues["errorText"], { given: true }>["details"] = {},
): WorkloadFactValues["errorText"] {
  return { given: true, causes: [cause], details };
}

type Operator = Extract<WorkloadFactValues["dag"], { given: true }>["operators"][number];

/** A DAG with operators as Google's samples have them, with the given differences. */
export function dagWith(...operators: readonly Partial<Operator>[]): WorkloadFactValues["dag"] {
  const sample: Operator = {
    line: 7,
    kind: "KubernetesPodOperator",
    namespace: "composer-user-workloads",
    serviceAccount: null,
    configFile: "/home/airflow/composer_kube_config",
    usesInternalIp: null,
    usesDnsEndpoint: null,
  };
  const sampleOf = ({ kind }: Partial<Operator>) =>
    kind === "GKEStartPodOperator" ? { ...sample, configFile: null } : sample;
  return { given: true, operators: operators.map((given) => ({ ...sampleOf(given), ...given })) };
}

type SomeBinding = Partial<IamBinding> & { readonly members: readonly string[] };

/** A policy with these bindings, of the role that lets act as the account where none is named. */
export function policyOf(...bindings: SomeBinding[]) {
  const role = "roles/iam.workloadIdentityUser";
  return {
    policy: { etag: "BwX", version: 3, bindings: bindings.map((entry) => ({ role, condition: null, ...entry })) },
  };
}

/** What a probe pod saw a minute before everything else was read. */
export function proofOf(
  differences: Partial<NonNullable<WorkloadFactValues["proof"]["proof"]>>,
): WorkloadFactValues["proof"] {
  const at = "2026-01-01T11:59:00Z";
  return { proof: { run: "run-1", at, email: gsa, tokenStatus: 200, scopes: [], ...differences } };
}

type Replaced = {
  readonly [Name in WorkloadFactName]?: Fact<WorkloadFactValues[Name]> | WorkloadFactValues[Name] | undefined;
};

/** Facts of a pod whose chain is whole, every fact known, and the given ones replaced; `undefined` takes one away. */
export function healthySnapshot(replaced: Replaced = {}): WorkloadSnapshot {
  const values: WorkloadFactValues = {
    request: request(),
    errorText: { given: false },
    dag: { given: false },
    environment: { outcome: "none" },
    cluster: foundCluster(),
    project: { id: "corp-data-prod", number: "123456789012" },
    controlPlane: { endpoint: "private", host: "172.16.0.2" },
    namespace: { exists: true, uid: "n1", phase: "Active", labels: {} },
    serviceAccount: { exists: true, uid: "s1", resourceVersion: "100", annotation: gsa, automountToken: null },
    pods: { pods: [] },
    networkPolicies: { policies: [] },
    googleServiceAccount: { outcome: "found", email: gsa, uniqueId: "1081", disabled: false },
    policy: policyOf({ members: [member] }),
    roles: { roles: [] },
    environmentAccount: { outcome: "none" },
    recentBindings: { bindings: [] },
    proof: { proof: null },
  };
  const entries = Object.entries({ ...values, ...replaced }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, isFact(value) ? value : observed(value)] as const],
  );
  return Object.fromEntries(entries) as WorkloadSnapshot;
}

/** The same for the direct principal. */
export function directSnapshot(replaced: Replaced = {}): WorkloadSnapshot {
  return healthySnapshot({
    request: request({ googleServiceAccount: null }),
    serviceAccount: { exists: true, uid: "s1", resourceVersion: "100", annotation: null, automountToken: null },
    googleServiceAccount: { outcome: "none" },
    policy: { policy: null },
    ...replaced,
  });
}

/** The same for a Composer 3 environment, whose cluster nobody can look into. */
export function composer3Snapshot(replaced: Replaced = {}): WorkloadSnapshot {
  const hidden = unobserved("needs-another-fact", "nobody can look into it");
  const name = { project: "corp-data-prod", location: "europe-west1", environment: "airflow-prod" };
  return healthySnapshot({
    request: request({
      target: { kind: "environment", environment: name },
      namespace: "composer-user-workloads",
      serviceAccount: "default",
      googleServiceAccount: null,
    }),
    environment: environment({ generation: 3, cluster: null, imageVersion: "composer-3-airflow-2.10.5-build.15" }),
    environmentAccount: environmentAccount({ agentHasExtension: null }),
    cluster: { outcome: "tenant" },
    controlPlane: hidden,
    namespace: hidden,
    serviceAccount: hidden,
    pods: hidden,
    networkPolicies: hidden,
    googleServiceAccount: { outcome: "none" },
    policy: { policy: null },
    ...replaced,
  });
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === "object" && value !== null && "state" in value && "provenance" in value;
}
