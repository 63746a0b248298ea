import type { ClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { PlannedRequest } from "@/lib/engine/plan";
import type { Grant, GrantTransition } from "./grant";
import type { UpdateQueue } from "./updates/port";
import type { ForeignDrift, OpenWrite, OwnDrift, OwnedEntry, WriteIntent, WriteOutcome } from "./write";

/** An operation of Google's. `failure` is Google's text when it is done and did not work. */
export type OperationState = {
  readonly done: boolean;
  readonly failure: string | null;
  /** When Google says it ended; null while it runs or when Google does not say. */
  readonly endedAt: Date | null;
};

/** What the applier asks and tells Google. Every call ends by `timeoutMs`; errors are `GoogleError`. */
export type ContainerPort = {
  readonly getCluster: (name: ClusterName, timeoutMs: number) => Promise<ClusterView>;
  /** Operations of the cluster's location that are not done, with the cluster that each is about. */
  readonly listOperations: (
    project: string,
    location: string,
    timeoutMs: number,
  ) => Promise<readonly { readonly name: string; readonly status: string; readonly cluster: string }[]>;
  /**
   * Sends the request and resolves with the operation's name. Never sends twice.
   * @throws GoogleError `unknown-outcome` when Google may have taken it; `aborted`, `busy` and all others when not
   */
  readonly updateAuthorizedNetworks: (
    name: ClusterName,
    request: PlannedRequest,
    timeoutMs: number,
  ) => Promise<{ readonly operation: string }>;
  /** The same for updates that are more than the list. */
  readonly updateCluster: (
    name: ClusterName,
    request: PlannedRequest,
    timeoutMs: number,
  ) => Promise<{ readonly operation: string }>;
  readonly getOperation: (name: ClusterName, operation: string, timeoutMs: number) => Promise<OperationState>;
};

/** How a write ended, with everything that follows from it: one transaction. */
export type WriteClosing = {
  readonly outcome: WriteOutcome;
  readonly detail: string;
  readonly transitions: readonly GrantTransition[];
  readonly foreignDrift: ForeignDrift | null;
  readonly ownDrift: OwnDrift | null;
  readonly at: Date;
};

/** A cluster that is to be reconciled, at once when `at` is over. `watch`: it is looked at now and then. */
export type DueCluster = { readonly cluster: ClusterName; readonly at: Date | null; readonly watch: boolean };

/**
 * The applier's memory. Every change of state is in one transaction with its audit event. What a method is told and
 * what is there by then may differ: transitions that do not fit the grant's state any more are left out.
 */
export type ChangeStore = {
  /** Approved and active grants, and requested ones that were not approved in time. */
  readonly openGrants: (cluster: ClusterName, now: Date) => Promise<readonly Grant[]>;
  /** Everything that we ever had on the cluster; made for those of `cidrs` that have none. */
  readonly ownedEntries: (cluster: ClusterName, cidrs: readonly string[]) => Promise<readonly OwnedEntry[]>;
  readonly openWrite: (cluster: ClusterName) => Promise<OpenWrite | null>;
  readonly settle: (cluster: ClusterName, transitions: readonly GrantTransition[], at: Date) => Promise<void>;
  /**
   * Writes the intent down, decides the end of the grants whose entries go, and resolves with true. False, and nothing
   * is written, when the grants are not as they were (revoked, extended) or when the cluster has an open write.
   */
  readonly beginWrite: (intent: WriteIntent) => Promise<boolean>;
  readonly recordOperation: (write: WriteIntent, operation: string, at: Date) => Promise<void>;
  /** False when the write has an outcome already; then nothing is changed. */
  readonly closeWrite: (write: WriteIntent, closing: WriteClosing) => Promise<boolean>;
  /** Updates that are no grants. */
  readonly updates: UpdateQueue;
  /** Clusters with something to do, now or at a known moment, and those whose lists are to be watched at `now`. */
  readonly dueClusters: (now: Date) => Promise<readonly DueCluster[]>;
  /** Runs `work` while no other instance reconciles this cluster; resolves with undefined when one does. */
  readonly withClusterLock: <Value>(cluster: ClusterName, work: () => Promise<Value>) => Promise<Value | undefined>;
  /** Calls back when a grant changed, here or in another instance, until `stop`. Calls may be lost; polling finds all. */
  readonly onWake: (wake: () => void) => { readonly stop: () => void };
};
