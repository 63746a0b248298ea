import type { ClusterName } from "@/lib/core/cluster-name";

/** Who may, who asked, who approved. `id` is stable and unique, `name` is for people. */
export type Person = { readonly id: string; readonly name: string };

/**
 * `requested` waits for approvals, `approved` for the applier; `active` was read back from Google. `ended`, `denied` and
 * `failed` are final. A grant whose time is over stays `active` until its entry is seen to be gone.
 */
export type GrantState = "requested" | "approved" | "active" | "ended" | "denied" | "failed";

/** Why a grant is over. */
export type EndReason =
  /** Its time was over. */
  | "expired"
  /** A person ended it. */
  | "revoked"
  /** Somebody else took its entry off the list, or changed it. */
  | "removed-elsewhere"
  /** Google has no such cluster any more. */
  | "cluster-gone"
  | "denied"
  /** It was not approved, or could not be applied, until `startBy`. */
  | "not-started-in-time"
  /** It cannot help or is not safe on the cluster as it is. */
  | "refused"
  /** Google refused the update, or its operation failed. */
  | "google-refused"
  /** Google's operation ended well, and the entry was not in the list. */
  | "not-applied";

/** The policy that allowed it: its fingerprint, and the rules by their ids. */
export type GrantPolicy = {
  readonly fingerprint: string;
  readonly rules: readonly string[];
  /** What is known of the person only while they ask. With it the policy is asked again when others have approved. */
  readonly asked?: { readonly groups: readonly string[]; readonly addressProven: boolean };
};

/** How it was seen that the person's own network gets through, not only that Google's list has the entry. */
export type GrantVerification = {
  readonly at: Date;
  /**
   * `diagnosis`: observed by a diagnosis from that network; `terminal`: the one-line command ran there; `browser`: the
   * person's browser got no answer before and gets one since; `pod`, of workloads' repairs: a probe pod has the identity.
   */
  readonly how: "diagnosis" | "terminal" | "browser" | "pod";
  readonly detail: string;
};

/** Somebody else looked at an emergency afterwards. */
export type GrantReview = { readonly by: Person; readonly at: Date; readonly note: string };

/** What a person wants. */
export type GrantRequest = {
  readonly id: string;
  readonly cluster: ClusterName;
  /** IPv4 in canonical form, host bits cleared: `203.0.113.7/32`. */
  readonly cidr: string;
  readonly principal: Person;
  readonly reason: string;
  readonly requestedAt: Date;
  /** The latest moment at which it may become active; not met, it fails. */
  readonly startBy: Date;
  /** How long it lasts, counted from its activation. More than 0. */
  readonly durationMs: number;
  readonly approvalsNeeded: number;
  /** One person's click. Repeated, it finds the grant that it made. */
  readonly idempotencyKey: string;
  /** An emergency: it waited for nobody, and somebody looks at it afterwards. */
  readonly breakGlass: boolean;
  /** Where the person was seen when they asked; null when that was not seen. */
  readonly address: string | null;
  readonly policy: GrantPolicy;
  /** The grant that this one was asked for to prolong. */
  readonly prolongs: string | null;
};

/** A time-boxed right of a person for a network on a cluster. */
export type Grant = GrantRequest & {
  readonly state: GrantState;
  readonly approvals: readonly (Person & { readonly at: Date })[];
  readonly approvedAt: Date | null;
  /** When Google's list had the entry. Null until it was read back. */
  readonly activatedAt: Date | null;
  /** Counted from `activatedAt`; null until then. */
  readonly expiresAt: Date | null;
  /** The decision to end it. It is `ended` once its entry is gone. */
  readonly stop: { readonly at: Date; readonly reason: EndReason } | null;
  readonly endedAt: Date | null;
  readonly endReason: EndReason | null;
  /** A sentence for people: what Google said, what covers the network. */
  readonly endDetail: string;
  /** The marker of the entry that lets it in; shared by the grants of one network. Null before the first write. */
  readonly entryMarker: string | null;
  /** Updates that failed with this grant among others in them: after one, it is tried alone. */
  readonly attempts: number;
  readonly verified: GrantVerification | null;
  /** Of an emergency; null while nobody has looked at it. */
  readonly review: GrantReview | null;
};

/** True for a grant that Google's list is to have an entry for. At `expiresAt` itself it is over, at `startBy` too late. */
export function isLive(grant: Grant, now: Date): boolean {
  if (grant.stop !== null) return false;
  if (grant.state === "approved") return now < grant.startBy;
  return grant.state === "active" && grant.expiresAt !== null && now < grant.expiresAt;
}

/** What the applier decides about a grant. The store carries it out only from the states that it makes sense in. */
export type GrantTransition =
  /** Its entry was read back. `expiresAt` becomes `activatedAt` plus the duration. */
  | { readonly grant: string; readonly to: "active"; readonly activatedAt: Date }
  | { readonly grant: string; readonly to: "ended"; readonly reason: EndReason; readonly detail: string }
  | { readonly grant: string; readonly to: "failed"; readonly reason: EndReason; readonly detail: string }
  /** An update with several networks failed: it is tried again, alone. */
  | { readonly grant: string; readonly to: "retry"; readonly detail: string };

/**
 * The end of a grant that is not live, by the decision that was made or the time that is over. One that never became
 * active and cannot any more has failed.
 */
export function endOf({ id, stop, state }: Grant): GrantTransition {
  const reason = stop?.reason ?? (state === "active" ? "expired" : "not-started-in-time");
  return { grant: id, to: reason === "not-started-in-time" ? "failed" : "ended", reason, detail: "" };
}
