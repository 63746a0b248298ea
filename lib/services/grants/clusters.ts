import type { PolicyCluster } from "@/lib/access/policy";
import { type ClusterName, formatClusterName, parseClusterName } from "@/lib/core/cluster-name";
import { badRequest, isProblem, notFound, unavailable } from "@/lib/core/problem";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { isGoogleError } from "@/lib/google/google-error";
import { unknownFrom } from "@/lib/google/unknown-from";
import type { ServiceContext } from "@/lib/services/context";

const readMs = 8_000;
const labelsMs = 1_500;

/**
 * The cluster of this resource name, in a project that Drawbridge looks at.
 *
 * @throws Problem 400, 404
 */
export function clusterNamed({ projects }: Pick<ServiceContext, "projects">, text: string): ClusterName {
  const name = parseClusterName(text);
  if (!name) throw badRequest("cluster must look like projects/P/locations/L/clusters/C.");
  if (!projects.includes(name.project)) {
    throw notFound(`The project ${name.project} is not one that Drawbridge looks at (${projects.join(", ")}).`);
  }
  return name;
}

/**
 * The cluster as Google has it now.
 *
 * @throws Problem 404 when Google has none, 503 when Google does not tell
 */
export async function readCluster(
  { surroundings }: Pick<ServiceContext, "surroundings">,
  name: ClusterName,
  timeoutMs = readMs,
): Promise<ClusterView> {
  try {
    return await surroundings(undefined).container.getCluster(name, timeoutMs);
  } catch (error) {
    const resource = formatClusterName(name);
    if (isGoogleError(error) && error.reason === "not-found") throw notFound(`Google has no cluster ${resource}.`);
    const { detail } = unknownFrom(error, "container.clusters.get", resource);
    throw unavailable(`${name.cluster} could not be read: ${detail}. Nothing was changed.`);
  }
}

/** The cluster in the words of the policy. */
export function policyCluster(
  { project, location, cluster }: ClusterName,
  labels: Readonly<Record<string, string>>,
): PolicyCluster {
  return { project, location, name: cluster, labels };
}

/** Labels as they were known a minute ago at most; none where they are not known in time. For hints, not for decisions. */
export async function knownLabels(
  context: Pick<ServiceContext, "directory" | "projects">,
): Promise<(name: ClusterName) => Readonly<Record<string, string>>> {
  const labelsOf = await labelsIfKnown(context);
  return (name) => labelsOf(name) ?? {};
}

/** The same, and undefined where they are not known in time: without them a rule that forbids may not hold. */
export async function labelsIfKnown({
  directory,
  projects,
}: Pick<ServiceContext, "directory" | "projects">): Promise<
  (name: ClusterName) => Readonly<Record<string, string>> | undefined
> {
  const patience = AbortSignal.timeout(labelsMs);
  const late = new Promise<undefined>((resolve) => {
    patience.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const listing = await Promise.race([directory.list(projects).catch(() => undefined), late]);
  const labels = new Map(listing?.clusters.map((view) => [formatClusterName(view.name), view.labels]));
  return (name) => labels.get(formatClusterName(name));
}

/**
 * Labels for decisions that take something away, or write something down: Google's when it answers soon, otherwise none.
 * A person must be able to end access while Google is down, and of a cluster that is gone.
 */
export async function labelsAtHand(
  context: Pick<ServiceContext, "surroundings">,
  name: ClusterName,
): Promise<Readonly<Record<string, string>>> {
  try {
    return (await readCluster(context, name, labelsMs)).labels;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return {};
  }
}
