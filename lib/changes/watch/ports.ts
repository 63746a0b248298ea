import type { ClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { RecordedListUpdate } from "@/lib/google/audit-log";
import type { Culprit } from "./attribute";
import type { ForeignChange, OwnListChange } from "./compare-lists";
import type { ListSighting } from "./list-state";

/** A change of somebody else, as the audit log is told of it. */
export type ToldChange = ForeignChange & {
  readonly before: ListSighting;
  /** Empty when it is not known who did it; `why` says why. */
  readonly culprits: readonly Culprit[];
  readonly why: string;
};

/** The watch's memory. Every method throws StoreError. */
export type WatchStore = {
  /** When a list was last looked at, by any instance; null for never. */
  readonly lastLook: () => Promise<Date | null>;
  readonly sightings: (project: string) => Promise<readonly ListSighting[]>;
  /** Everything of ours that had no outcome at `since`, in order. */
  readonly ownChanges: (cluster: ClusterName, since: Date) => Promise<readonly OwnListChange[]>;
  /** Lists that are as they were. */
  readonly seenAgain: (clusters: readonly ClusterName[], seenAt: Date) => Promise<void>;
  /**
   * One transaction: the sighting in place of `before`, since when each entry is known, and the event. False, and
   * nothing is stored, when `before` is not the last sighting any more.
   */
  readonly store: (
    sighting: ListSighting,
    before: ListSighting | undefined,
    told: ToldChange | undefined,
  ) => Promise<boolean>;
  /** Clusters that Google has no more. */
  readonly forget: (clusters: readonly ClusterName[]) => Promise<void>;
  /** Tells of each active grant that ends soon, once for each end; resolves with how many. */
  readonly tellExpiring: (now: Date) => Promise<number>;
  /** Runs `work` while no other instance does; resolves with undefined when one does. */
  readonly withLock: <Value>(name: string, work: () => Promise<Value>) => Promise<Value | undefined>;
};

/** What the watch asks Google. Errors are `GoogleError`. */
export type WatchGoogle = {
  readonly listClusters: (
    project: string,
    timeoutMs: number,
  ) => Promise<{ readonly clusters: readonly ClusterView[]; readonly missingZones: readonly string[] }>;
  /** Updates of the list since then, in any order. */
  readonly listUpdates: (
    cluster: ClusterName,
    since: Date,
    signal: AbortSignal,
  ) => Promise<readonly RecordedListUpdate[]>;
};
