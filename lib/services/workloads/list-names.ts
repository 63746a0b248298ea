import { type ClusterName, parseClusterName } from "@/lib/core/cluster-name";
import { badRequest, notFound } from "@/lib/core/problem";
import { getEnvironment } from "@/lib/google/composer";
import { listServiceAccounts } from "@/lib/google/service-accounts";
import { unknownFrom as unknownFromGoogle } from "@/lib/google/unknown-from";
import type { ServiceContext } from "@/lib/services/context";
import { namespaceName, type WorkloadNames } from "@/lib/services/schema/workload";
import { impersonationAnnotation } from "@/lib/workload/facts/derive/member";
import { projectOf } from "@/lib/workload/facts/derive/project-of";
import { parseEnvironmentName } from "@/lib/workload/facts/environment-name";
import type { WorkloadTarget } from "@/lib/workload/facts/schema";
import { type ConnectedCluster, connectToCluster } from "@/lib/workload/gatherers/connect-to-cluster";
import { unknownFrom } from "@/lib/workload/gatherers/from-kubernetes";
import type { WorkloadSurroundings } from "@/lib/workload/gatherers/surroundings";

const wholeMs = 5_000;

type What = WorkloadNames["missing"][number]["what"];
type Part<Name> = { readonly names: Name[]; readonly missing: WorkloadNames["missing"] };
type Place = ConnectedCluster | "tenant";

/** All that Composer 3 runs pods as; its cluster cannot be looked into. */
const tenant = { namespace: "composer-user-workloads", serviceAccount: "default" };

/**
 * The names that exist where a target's pods run: namespaces, the Kubernetes service accounts of one of them, and the
 * project's Google service accounts. Answers within about five seconds; what could not be read by then is said.
 *
 * @param query `target` is the full resource name of a cluster or an environment; without `namespace`, no service accounts are read
 * @throws Problem 400 for names that are none, 404 for a project that is not configured
 */
export async function listNames(
  context: ServiceContext,
  query: { readonly target: string | null; readonly namespace: string | null },
  signal: AbortSignal,
): Promise<WorkloadNames> {
  const target = targetNamed(query.target ?? "");
  const namespace = query.namespace;
  if (namespace !== null && !namespaceName.safeParse(namespace).success) throw badRequest("namespace must be a name.");
  const project = projectOf(target);
  if (!context.projects.includes(project)) {
    throw notFound(`The project ${project} is not one that Drawbridge looks at (${context.projects.join(", ")}).`);
  }
  const outside = context.workloadSurroundings();
  const limited = AbortSignal.any([signal, AbortSignal.timeout(wholeMs)]);
  const placing = placeOf(outside, target, limited);
  const [namespaces, serviceAccounts, googleServiceAccounts] = await Promise.all([
    inTime("namespaces", limited, async () => namespacesOf(await placing, limited)),
    inTime("service-accounts", limited, async () =>
      namespace === null ? nothing : accountsOf(await placing, namespace, limited),
    ),
    inTime("google-service-accounts", limited, () => googleAccountsOf(outside, project, limited)),
  ]);
  return {
    namespaces: namespaces.names,
    serviceAccounts: serviceAccounts.names,
    googleServiceAccounts: googleServiceAccounts.names,
    missing: [namespaces, serviceAccounts, googleServiceAccounts].flatMap(({ missing }) => missing),
  };
}

const nothing: Part<never> = { names: [], missing: [] };

const without = (what: What, detail: string): Part<never> => ({ names: [], missing: [{ what, detail }] });

function targetNamed(text: string): WorkloadTarget {
  const cluster = parseClusterName(text);
  if (cluster) return { kind: "cluster", cluster };
  const environment = parseEnvironmentName(text);
  if (environment) return { kind: "environment", environment };
  throw badRequest("target must be the full resource name of a cluster or a Composer environment.");
}

/** Where the pods run. Never rejects. */
async function placeOf(outside: WorkloadSurroundings, target: WorkloadTarget, signal: AbortSignal): Promise<Place> {
  const cluster = target.kind === "cluster" ? target.cluster : await clusterOf(outside, target.environment, signal);
  if (cluster === "tenant" || "unknown" in cluster) return cluster;
  return connectToCluster(outside, cluster, outside.container.getCluster(cluster, wholeMs), signal);
}

async function clusterOf(
  { rest }: WorkloadSurroundings,
  name: Extract<WorkloadTarget, { kind: "environment" }>["environment"],
  signal: AbortSignal,
): Promise<ClusterName | "tenant" | Extract<ConnectedCluster, { unknown: unknown }>> {
  try {
    const { cluster, generation } = await getEnvironment(rest, name, signal);
    if (cluster) return cluster;
    return generation === 3 ? "tenant" : { unknown: "unavailable", detail: "the environment names no cluster yet" };
  } catch (error) {
    return unknownFromGoogle(error, "composer.environments.get", `projects/${name.project}`);
  }
}

async function namespacesOf(place: Place, signal: AbortSignal): Promise<Part<string>> {
  if (place === "tenant") return { names: [tenant.namespace], missing: [] };
  if ("unknown" in place) return without("namespaces", place.detail);
  try {
    const names = (await place.reader.namespaces(signal)).map(({ name }) => name);
    return { names: names.toSorted(), missing: [] };
  } catch (error) {
    return without("namespaces", unknownFrom(error, "the namespaces", "container.namespaces.list").detail);
  }
}

async function accountsOf(
  place: Place,
  namespace: string,
  signal: AbortSignal,
): Promise<Part<WorkloadNames["serviceAccounts"][number]>> {
  if (place === "tenant") {
    if (namespace !== tenant.namespace) return nothing;
    return { names: [{ name: tenant.serviceAccount, googleServiceAccount: null }], missing: [] };
  }
  if ("unknown" in place) return without("service-accounts", place.detail);
  try {
    const accounts = await place.reader.serviceAccounts(namespace, signal);
    const names = accounts.map(({ name, annotations }) => ({
      name,
      googleServiceAccount: annotations[impersonationAnnotation] || null,
    }));
    return { names: names.toSorted((left, right) => (left.name < right.name ? -1 : 1)), missing: [] };
  } catch (error) {
    const what = `the service accounts of ${namespace}`;
    return without("service-accounts", unknownFrom(error, what, "container.serviceAccounts.list").detail);
  }
}

async function googleAccountsOf(
  { rest }: WorkloadSurroundings,
  project: string,
  signal: AbortSignal,
): Promise<Part<WorkloadNames["googleServiceAccounts"][number]>> {
  try {
    const accounts = await listServiceAccounts(rest, project, signal);
    const names = accounts.map(({ email, displayName, disabled }) => ({ email, displayName, disabled }));
    return { names: names.toSorted((left, right) => (left.email < right.email ? -1 : 1)), missing: [] };
  } catch (error) {
    const { detail } = unknownFromGoogle(error, "iam.serviceAccounts.list", `projects/${project}`);
    return without("google-service-accounts", detail);
  }
}

/** What a part tells, or that it told nothing in time: not everything that it waits for can be broken off. */
function inTime<Name>(what: What, signal: AbortSignal, read: () => Promise<Part<Name>>): Promise<Part<Name>> {
  const late = new Promise<Part<never>>((resolve) => {
    const say = () => resolve(without(what, `There was no answer within ${wholeMs / 1_000} seconds`));
    if (signal.aborted) say();
    else signal.addEventListener("abort", () => setImmediate(say), { once: true });
  });
  return Promise.race([read(), late]);
}
