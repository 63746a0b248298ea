import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { Simulator } from "@/lib/simulator/simulator";
import { askThrough, clientOf } from "@/lib/simulator/testing";
import type { JsonObject } from "@/lib/simulator/world";

export type ShellResult = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a script in a shell of its own; `input` is its standard input. */
export async function runShell(
  script: string,
  { home, input = "" }: { readonly home: string; readonly input?: string },
): Promise<ShellResult> {
  const child = spawn("sh", ["-c", script], { env: { ...process.env, HOME: home }, cwd: home });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    err += String(chunk);
  });
  child.stdin.end(input);
  const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? -1)));
  return { code, out, err };
}

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
      Promise.all(Object.entries(kinds).map(async ([kind, path]) => itemsOf(kind, (await kubernetes("GET", `/${path}`)).body))),
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

function bindingsIn({ bindings }: JsonObject): readonly Binding[] {
  return (bindings ?? []) as unknown as readonly Binding[];
}

function itemsOf(kind: string, { items }: JsonObject): readonly (readonly [string, JsonObject])[] {
  return (items as readonly JsonObject[]).map((item) => {
    const { namespace, name } = item.metadata as JsonObject;
    return [`${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`, lasting(item) as JsonObject];
  });
}

const fleeting = [
  ...["etag", "uid", "resourceVersion", "creationTimestamp", "managedFields", "uniqueId", "oauth2ClientId", "masterAuth"],
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

/** A kubeconfig for one cluster, whose user is a person with rights; without the plugin, which costs a second a call. */
export async function kubeconfigOf({ cluster, name }: Scene, address: string): Promise<string> {
  const { masterAuth } = await cluster();
  const authority = { "certificate-authority-data": (masterAuth as JsonObject).clusterCaCertificate };
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: `https://${address}`, ...authority } }],
    users: [{ name: "person", user: { token: human } }],
    contexts: [{ name: name.cluster, context: { cluster: "c", user: "person" } }],
    "current-context": name.cluster,
  });
}

/** The `export` lines that a person pastes. */
export async function exportLines({ control }: Simulator): Promise<string> {
  return (await fetch(`${control}/env?place=office`)).text();
}

export async function readJson(folder: string, file: string): Promise<JsonObject> {
  return JSON.parse(await readFile(join(folder, file), "utf8")) as JsonObject;
}
