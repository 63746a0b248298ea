import type { ClusterName } from "@/lib/core/cluster-name";
import type { Grant, GrantRequest, GrantState, GrantVerification, Person } from "./grant";
import type { WriteOutcome } from "./write";

export type GrantQuery = {
  readonly cluster?: ClusterName;
  readonly principalId?: string;
  readonly states?: readonly GrantState[];
  /** 1 to 500. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
};

export type GrantPage = { readonly grants: readonly Grant[]; readonly nextCursor: string | null };

/** `refused` says why in a sentence for the person who asked; nothing was changed. */
export type GrantAnswer =
  | { readonly kind: "done"; readonly grant: Grant }
  | { readonly kind: "not-found" }
  | { readonly kind: "refused"; readonly why: string };

export type RequestAnswer =
  /** `repeated`: the click was seen before, and these are the grants that it made. */
  | { readonly kind: "done"; readonly grants: readonly Grant[]; readonly repeated: boolean }
  | { readonly kind: "refused"; readonly why: string };

/** The latest update of the list that was for a grant, to add its entry or to take it off. */
export type GrantWrite = {
  readonly adds: boolean;
  readonly state: "open" | WriteOutcome;
  /** Null when Google's answer was not seen or not stored. */
  readonly operation: string | null;
  readonly sentAt: Date;
  readonly closedAt: Date | null;
};

/** Who decided, and when. */
export type GrantDecision = { readonly by: Person; readonly at: Date };

export type GrantExtension = GrantDecision & { readonly byMs: number; readonly idempotencyKey?: string };

/**
 * Grants as people see and change them. It knows no policy: who may do what is decided before. Each change is one
 * transaction with its audit event, durable when the promise resolves.
 */
export type GrantStore = {
  /**
   * One click: the grants of one person, one key and different clusters, all or none. Those that need no approval are
   * `approved` at once.
   */
  readonly request: (requests: readonly GrantRequest[]) => Promise<RequestAnswer>;
  /** The grants that this person's click made before; none for a new click. */
  readonly ofClick: (principalId: string, idempotencyKey: string) => Promise<readonly Grant[]>;
  readonly get: (id: string) => Promise<Grant | undefined>;
  readonly latestWrite: (grant: Grant) => Promise<GrantWrite | null>;
  /** Newest first. */
  readonly list: (query: GrantQuery) => Promise<GrantPage>;
  /** Counts each approver once, and never the person whose grant it is. */
  readonly approve: (id: string, decision: GrantDecision) => Promise<GrantAnswer>;
  readonly deny: (id: string, decision: GrantDecision & { readonly why: string }) => Promise<GrantAnswer>;
  /** Ends it now: at once when nothing was written yet, otherwise as soon as its entry is gone. Repeated, it changes nothing. */
  readonly revoke: (id: string, decision: GrantDecision) => Promise<GrantAnswer>;
  /** Adds time to an active grant that is not over. A repeated click, by its key, adds it once. */
  readonly extend: (id: string, decision: GrantExtension) => Promise<GrantAnswer>;
  /** Of an active grant: its person's own network was seen to get through. The first proof counts. */
  readonly verify: (id: string, proof: GrantVerification & { readonly by: Person }) => Promise<GrantAnswer>;
  /** Somebody else than its person looked at an emergency afterwards. */
  readonly review: (id: string, decision: GrantDecision & { readonly note: string }) => Promise<GrantAnswer>;
};
