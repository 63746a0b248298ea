import pLimit from "p-limit";
import type { Clock } from "@/lib/core/clock";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { ContainerReader } from "@/lib/google/container";
import { unknownFrom } from "@/lib/google/unknown-from";

export type Listing = {
  readonly clusters: readonly ClusterView[];
  /** Projects and zones that could not be read, in words. */
  readonly problems: readonly { readonly project: string; readonly detail: string }[];
};

/** The clusters of all configured projects, kept for a minute, or for less when the caller wants it newer. */
export type ClusterDirectory = {
  readonly list: (projects: readonly string[], newestMs?: number) => Promise<Listing>;
};

const freshMs = 60_000;
const timeoutMs = 10_000;

/** Lists projects side by side, at most eight at once. A project that fails does not hide the others, and is not kept. */
export function clusterDirectory(container: ContainerReader, clock: Clock): ClusterDirectory {
  const kept = new Map<string, { readonly at: number; readonly listing: Promise<Listing> }>();
  const limit = pLimit(8);

  const listProject = (project: string, keptMs: number): Promise<Listing> => {
    const now = clock.monotonicMs();
    const recent = kept.get(project);
    if (recent && now - recent.at < Math.min(keptMs, freshMs)) return recent.listing;
    const listing = limit(() => readProject(container, project)).then((read) => {
      if (read.problems.length > 0) kept.delete(project);
      return read;
    });
    kept.set(project, { at: now, listing });
    return listing;
  };

  return {
    async list(projects, newestMs = freshMs) {
      const listings = await Promise.all(projects.map((project) => listProject(project, newestMs)));
      return {
        clusters: listings.flatMap(({ clusters }) => clusters),
        problems: listings.flatMap(({ problems }) => problems),
      };
    },
  };
}

async function readProject(container: ContainerReader, project: string): Promise<Listing> {
  try {
    const { clusters, missingZones } = await container.listClusters(project, timeoutMs);
    const detail = `These zones did not answer: ${missingZones.join(", ")}. Their clusters are missing here.`;
    return { clusters, problems: missingZones.length > 0 ? [{ project, detail }] : [] };
  } catch (error) {
    const { detail } = unknownFrom(error, "container.clusters.list", `projects/${project}`);
    return { clusters: [], problems: [{ project, detail }] };
  }
}
