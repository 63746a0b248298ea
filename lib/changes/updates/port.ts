import type { GrantVerification, Person } from "@/lib/changes/grant";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { FieldChange } from "@/lib/engine/plan";
import type { StepProgress } from "@/lib/workload/remedies/steps";
import type { OpenSteps, OpenUpdate, SentUpdate, Update, UpdateRequest, UpdateState } from "./update";

export type UpdateQuery = {
  readonly cluster?: ClusterName;
  readonly principalId?: string;
  readonly states?: readonly UpdateState[];
  /** 1 to 500. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
};

export type UpdatePage = { readonly updates: readonly Update[]; readonly nextCursor: string | null };

export type UpdateRequestAnswer =
  /** `repeated`: the click was seen before, and this is the update that it made. */
  | { readonly kind: "done"; readonly update: Update; readonly repeated: boolean }
  /** Nothing was changed; `why` is a sentence for the person who asked. */
  | { readonly kind: "refused"; readonly why: string };

/**
 * Updates of several steps, of all clusters, that were asked to make a step with all of the fields of one of these. The
 * oldest first.
 */
export type UpdatesWithStep = (alternatives: readonly Readonly<Record<string, string>>[]) => Promise<readonly Update[]>;

export type UpdateAnswer =
  | { readonly kind: "done"; readonly update: Update }
  | { readonly kind: "not-found" }
  | { readonly kind: "refused"; readonly why: string };

/**
 * Updates as people see and ask for them. It knows no policy: who may do what is decided before. Each change is one
 * transaction with its audit event, durable when the promise resolves.
 */
export type UpdateStore = {
  readonly request: (request: UpdateRequest) => Promise<UpdateRequestAnswer>;
  readonly get: (id: string) => Promise<Update | undefined>;
  /** Newest first. */
  readonly list: (query: UpdateQuery) => Promise<UpdatePage>;
  readonly withStep: UpdatesWithStep;
  /** Of an applied update: somebody's network was seen to get through. The first proof counts. */
  readonly verify: (id: string, proof: GrantVerification & { readonly by: Person }) => Promise<UpdateAnswer>;
};

/** How an update ended. `drift`: what else was not as it was before. */
export type UpdateClosing = {
  readonly state: "applied" | "failed" | "conflict";
  readonly detail: string;
  readonly drift: readonly FieldChange[];
  /** Of an update of several steps: how each ended. */
  readonly steps?: readonly StepProgress[];
  readonly at: Date;
};

/** Steps of an open update, of which one moved on. */
export type StepsMoved = {
  readonly steps: readonly StepProgress[];
  /** Its index, for the audit log. */
  readonly changed: number;
  /** It is about to be sent: an operation that was recorded before is not its own. */
  readonly sends: boolean;
};

/**
 * The applier's memory of updates. What an update is told and what it is by then may differ, its steps too: then nothing
 * is changed.
 */
export type UpdateQueue = {
  /** The one that may have been sent and has no outcome. */
  readonly open: (cluster: ClusterName) => Promise<OpenUpdate | OpenSteps | null>;
  /** The one that waits longest. */
  readonly next: (cluster: ClusterName) => Promise<Update | null>;
  readonly get: (id: string) => Promise<Update | undefined>;
  readonly withStep: UpdatesWithStep;
  /** `queued` to `open`, before it is sent. False when it is not queued any more, or another one is open. */
  readonly begin: (update: Update, sent: SentUpdate, at: Date) => Promise<boolean>;
  /** The same for an update of several steps, before the first one. */
  readonly beginSteps: (update: Update, steps: readonly StepProgress[], at: Date) => Promise<boolean>;
  /** How far an open update is by now. */
  readonly recordSteps: (update: Update, progress: StepsMoved, at: Date) => Promise<void>;
  readonly recordOperation: (update: Update, operation: string, at: Date) => Promise<void>;
  /** `open` back to `queued`: Google did not take it, and it is planned anew. */
  readonly release: (update: Update, why: string, at: Date) => Promise<void>;
  /** False when it has an outcome already. */
  readonly close: (update: Update, closing: UpdateClosing) => Promise<boolean>;
};
