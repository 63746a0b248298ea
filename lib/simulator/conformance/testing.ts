import { stringify } from "yaml";
import { diagnose } from "@/lib/engine/diagnose";
import { kubernetesReader } from "@/lib/kubernetes/api/reader";
import { createOutside } from "@/lib/server/outside";
import type { WorkloadDiagnosisRequest } from "@/lib/services/schema/workload";
import { givenWorkloadFacts } from "@/lib/services/workloads/given-facts";
import { workloadSnapshotOf } from "@/lib/services/workloads/workload-report";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { exportLines } from "@/lib/simulator/conformance/shell/testing";
import type { Simulator } from "@/lib/simulator/simulator";
import { askThrough, clientOf } from "@/lib/simulator/testing";
import type { JsonObject } from "@/lib/simulator/world";
import { workloadChecks } from "@/lib/workload/checks";
import { workloadSubject } from "@/lib/workload/engine/subject";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import { workloadGatherers } from "@/lib/workload/gatherers";

/** What a plan may read and change of one cluster, its project and its accounts, without what is new with every write. */
export type WorldState = {
  readonly cluster: JsonObject;
  readonly accounts: Readonly<Record<string, JsonObject>>;
  /** Bindings, by `projects/P`, `buckets/B` or the account's address. */
  readonly policies: Readonly<Record<string, readonly Binding[]>>;
  /** By kind, namespace and name: `ServiceAccount dbt/runner`, `Namespace dbt`. */
  readonly objects: Readonly<Record<string, JsonObject>>;
};

export type Binding = {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: { readonly title: string; readonly expression: string };
};

const kinds = {
  Namespace: "api/v1/namespaces",
  ServiceAccount: "api/v1/serviceaccounts",
  Pod: "api/v1/pods",
  NetworkPolicy: "apis/networking.k8s.io/v1/networkpolicies",
  Role: "apis/rbac.authorization.k8s.io/v1/roles",
  RoleBinding: "apis/rbac.authorization.k8s.io/v1/rolebindings",
};
const human = "simulated-token-of-human";

/** One cluster of a simulator, its project and its bucket, as a person in the office sees and changes them by plain HTTP. */
export function sceneOf(simulator: Simulator, { key, name, addresses }: SimulatedCluster, bucket?: string) {
  const { google } = clientOf(simulator);
  const { project } = name;
  const cluster = async () => (await google("GET", `v1/${key}`)).body;
  const kubernetes = async (method: string, path: string, body?: unknown) => {
    const { masterAuth } = await cluster();
    const ca = Buffer.from(String((masterAuth as JsonObject).clusterCaCertificate), "base64").toString();
    const from = { proxy: simulator.proxy, place: "office", ca, token: human };
    const answer = await askThrough(from, addresses.public ?? "", { method, path, body });
    return { status: answer.status, body: JSON.parse(answer.body) as JsonObject };
  };
  const policy = async (resource: string): Promise<JsonObject> => {
    const version = { options: { requestedPolicyVersion: 3 } };
    const storage = `storage/v1/${resource.replace("buckets/", "b/")}/iam?optionsRequestedPolicyVersion=3`;
    if (resource.startsWith("buckets/")) return (await google("GET", storage)).body;
    const path = resource.startsWith("projects/") ? resource : `projects/${project}/serviceAccounts/${resource}`;
    return (await google("POST", `v1/${path}:getIamPolicy`, version)).body;
  };
  const state = async (): Promise<WorldState> => {
    const { accounts: listed } = (await google("GET", `v1/projects/${project}/serviceAccounts?pageSize=100`)).body;
    const accounts = (listed ?? []) as readonly JsonObject[];
    const emails = accounts.map(({ email }) => String(email));
    const resources = [`projects/${project}`, ...(bucket ? [`buckets/${bucket}`] : []), ...emails];
    const [clusterNow, policies, objects] = await Promise.all([
      cluster(),
      Promise.all(resources.map(async (resource) => [resource, bindingsIn(await policy(resource))] as const)),
      Promise.all(
        Object.entries(kinds).map(async ([kind, path]) => itemsOf(kind, (await kubernetes("GET", `/${path}`)).body)),
      ),
    ]);
    return {
      cluster: lasting(clusterNow) as JsonObject,
      accounts: Object.fromEntries(accounts.map((account) => [String(account.email), lasting(account) as JsonObject])),
      policies: Object.fromEntries(policies),
      objects: Object.fromEntries(objects.flat()),
    };
  };
  return { google, kubernetes, cluster, policy, state, name, key };
}

export type Scene = ReturnType<typeof sceneOf>;

/** Their order, and that of the members, says nothing. */
function bindingsIn({ bindings }: JsonObject): readonly Binding[] {
  const all = (bindings ?? []) as unknown as readonly Binding[];
  const keyOf = ({ role, condition }: Binding) => `${role} ${condition?.title ?? ""}`;
  return all
    .map((binding) => ({ ...binding, members: binding.members.toSorted() }))
    .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

function itemsOf(kind: string, { items }: JsonObject): readonly (readonly [string, JsonObject])[] {
  return (items as readonly JsonObject[]).map((item) => {
    const { namespace, name } = item.metadata as JsonObject;
    return [`${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`, lasting(item) as JsonObject];
  });
}

/* With every write, or kubectl's own; `nodeConfig` is the deprecated mirror of the first node pool. */
const fleeting = [
  ...[
    "etag",
    "uid",
    "resourceVersion",
    "creationTimestamp",
    "managedFields",
    "uniqueId",
    "oauth2ClientId",
    "masterAuth",
    "nodeConfig",
  ],
  "kubectl.kubernetes.io/last-applied-configuration",
];

/** The value without what differs between two makings of the same thing; what is empty then goes as well. */
function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !fleeting.includes(key));
  const entries = kept.map(([key, inner]) => [key, lasting(inner)] as const);
  return Object.fromEntries(entries.filter(([key, inner]) => key !== "annotations" || JSON.stringify(inner) !== "{}"));
}

/** What the shell of a person in the office has: the pasted lines, and a kubeconfig without the plugin, which costs a second a call. */
export async function shellOf(
  simulator: Simulator,
  { cluster }: Scene,
  address: string,
): Promise<{ lines: string; config: string }> {
  const { masterAuth } = await cluster();
  const authority = { "certificate-authority-data": (masterAuth as JsonObject).clusterCaCertificate };
  const config = stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: `https://${address}`, ...authority } }],
    users: [{ name: "person", user: { token: human } }],
    contexts: [{ name: "c", context: { cluster: "c", user: "person" } }],
    "current-context": "c",
  });
  return { lines: await exportLines(simulator, "office"), config };
}

/** Everything that a diagnosis finds out, by Drawbridge's own gatherers. */
export async function gatheredFacts(
  simulator: Simulator,
  request: WorkloadDiagnosisRequest,
): Promise<WorkloadSnapshot> {
  const clock = { now: () => new Date(), monotonicMs: () => performance.now() };
  const way = {
    proxyUrl: `http://server:x@${simulator.proxy}`,
    resolvers: [simulator.dns.server],
    echoServers: [{ name: "opendns" as const, server: simulator.dns.server }],
  };
  const outside = createOutside({ endpoint: simulator.google, tokenFile: simulator.tokenFile }, way, clock);
  const memory = { recentBindings: async () => [], latestProof: async () => null };
  const plan = {
    given: givenWorkloadFacts(request, clock.now().toISOString()),
    gatherers: workloadGatherers({ ...outside, kubernetes: kubernetesReader, ...memory }),
    checks: workloadChecks,
    clock,
    signal: new AbortController().signal,
  };
  return workloadSnapshotOf(await diagnose(workloadSubject, plan, () => undefined));
}
