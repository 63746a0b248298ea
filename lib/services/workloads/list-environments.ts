import pLimit from "p-limit";
import type { z } from "zod";
import { formatClusterName } from "@/lib/core/cluster-name";
import { badRequest } from "@/lib/core/problem";
import { listEnvironments as listOfGoogle } from "@/lib/google/composer";
import { unknownFrom } from "@/lib/google/unknown-from";
import type { ServiceContext } from "@/lib/services/context";
import type { environmentList } from "@/lib/services/schema/workload";
import { formatEnvironmentName } from "@/lib/workload/facts/environment-name";
import type { ComposerEnvironmentView } from "@/lib/workload/facts/environment-view";

const atOnce = 8;
const regionMs = 5_000;

export type EnvironmentList = z.infer<typeof environmentList>;

/**
 * Composer's environments, by name. Composer's API lists one region at a time, so those are asked in which the project has
 * clusters, and those that the settings name; what could not be asked is said.
 *
 * @throws Problem 400 for a project that is not configured, and for a region that is none
 */
export async function listEnvironments(
  context: ServiceContext,
  query: { readonly project: string | null; readonly location: string | null },
  signal: AbortSignal,
): Promise<EnvironmentList> {
  const { project, location } = query;
  if (project !== null && !context.projects.includes(project)) {
    throw badRequest(`project must be one of the configured projects: ${context.projects.join(", ")}.`);
  }
  if (location !== null && !/^[a-z]+-[a-z]+\d+$/.test(location)) throw badRequest("location must be a region.");
  const projects = project === null ? context.projects : [project];
  const regions =
    location === null ? await regionsOf(context, projects) : projects.map((one) => [one, location] as const);

  const { rest } = context.workloadSurroundings();
  const limit = pLimit(atOnce);
  const answers = await Promise.all(
    regions.map(([id, region]) =>
      limit(async () => {
        try {
          const limited = AbortSignal.any([signal, AbortSignal.timeout(regionMs)]);
          return { environments: (await listOfGoogle(rest, id, region, limited)).map(toRow), missing: [] };
        } catch (error) {
          const { detail } = unknownFrom(error, "composer.environments.list", `projects/${id}`);
          return { environments: [], missing: [{ location: `${id} ${region}`, detail }] };
        }
      }),
    ),
  );
  const environments = answers.flatMap((answer) => answer.environments);
  environments.sort((left, right) => (left.name < right.name ? -1 : 1));
  return { environments, missing: answers.flatMap(({ missing }) => missing) };
}

async function regionsOf(
  { directory, composerLocations }: ServiceContext,
  projects: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const { clusters } = await directory.list(projects);
  return projects.flatMap((project) => {
    const own = clusters.filter(({ name }) => name.project === project);
    const regions = own.map(({ name }) => name.location.replace(/-[a-z]$/, ""));
    return [...new Set([...composerLocations, ...regions])].sort().map((region) => [project, region] as const);
  });
}

function toRow(view: ComposerEnvironmentView): EnvironmentList["environments"][number] {
  const { project, location, name, generation, imageVersion, state, cluster, network } = view;
  return {
    name: formatEnvironmentName({ project, location, environment: name }),
    ...{ generation, imageVersion, state, network },
    cluster: cluster && formatClusterName(cluster),
  };
}
