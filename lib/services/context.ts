import type { Policy } from "@/lib/access/policy";
import type { Clock } from "@/lib/core/clock";
import type { SeenCaller, Surroundings } from "@/lib/diagnosis/gatherers/surroundings";
import type { Store } from "@/lib/store/store";
import type { ClusterDirectory } from "./cluster-directory";

/** What every service works with. Made once, in `lib/server`. */
export type ServiceContext = {
  /** The Google Cloud projects that Drawbridge looks at. */
  readonly projects: readonly string[];
  readonly surroundings: (caller: SeenCaller | undefined) => Surroundings;
  readonly directory: ClusterDirectory;
  readonly store: Store;
  /** Who may do what; every handler that changes something asks it. */
  readonly policy: Policy;
  readonly clock: Clock;
  /** A new url-safe id of 128 random bits. */
  readonly newId: () => string;
  /** Counts what happened, for `/api/metrics`. */
  readonly count: (event: DiagnosisOutcome) => void;
};

export type DiagnosisOutcome = { readonly verdict: string; readonly cause: string | null; readonly durationMs: number };
