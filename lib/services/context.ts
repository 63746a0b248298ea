import type { Policy } from "@/lib/access/policy";
import type { Clock } from "@/lib/core/clock";
import type { SeenCaller, Surroundings } from "@/lib/diagnosis/gatherers/surroundings";
import type { Store } from "@/lib/store/store";
import type { WorkloadSurroundings } from "@/lib/workload/gatherers/surroundings";
import type { ClusterDirectory } from "./cluster-directory";
import type { EnvironmentDirectory } from "./workloads/environment-directory";

/** What every service works with. Made once, in `lib/server`. */
export type ServiceContext = {
  /** The Google Cloud projects that Drawbridge looks at. */
  readonly projects: readonly string[];
  readonly surroundings: (caller: SeenCaller | undefined) => Surroundings;
  readonly workloadSurroundings: () => WorkloadSurroundings;
  /** Regions in which Composer is asked for environments, besides those that have clusters. */
  readonly composerLocations: readonly string[];
  readonly directory: ClusterDirectory;
  readonly environments: EnvironmentDirectory;
  readonly store: Store;
  /** The container image of probe pods: it has curl. */
  readonly probeImage: string;
  /** Who may do what; every handler that changes something asks it. */
  readonly policy: Policy;
  readonly clock: Clock;
  /** A new url-safe id of 128 random bits. */
  readonly newId: () => string;
  /** Counts what happened, for `/api/metrics`. */
  readonly count: (event: DiagnosisOutcome) => void;
};

export type DiagnosisOutcome = { readonly verdict: string; readonly cause: string | null; readonly durationMs: number };
