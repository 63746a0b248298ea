import { count } from "@/app/_client/format";
import type { ChangeView, GrantView } from "@/app/_client/wire";

/** What a grant is doing, as its sign shows it. */
export type GrantPhase =
  | "waiting"
  | "queued"
  | "applying"
  | "active"
  | "verified"
  | "ending"
  | "ended"
  | "denied"
  | "failed";

export type GrantStatus = {
  readonly phase: GrantPhase;
  /** One or two words. */
  readonly words: string;
  /** One sentence; empty when there is nothing to add. */
  readonly note: string;
};

/**
 * Where a grant stands. `change` is its change where that is known: it tells waiting in line from an operation that runs.
 * `now` in milliseconds, by the server's clock.
 */
export function grantStatus(grant: GrantView, change: ChangeView | undefined, now: number): GrantStatus {
  switch (grant.state) {
    case "requested":
      return { phase: "waiting", words: "Waiting for approval", note: approvalWords(grant) };
    case "approved":
      if (grant.ending) return { phase: "ending", words: "Ending", note: "It is taken back before it was applied." };
      return change?.state === "applying"
        ? { phase: "applying", words: "Applying", note: operationWords(change, "Google is updating the list") }
        : { phase: "queued", words: "Queued", note: change?.detail || "It is next in line for this cluster’s list." };
    case "active":
      if (grant.ending || isOver(grant, now))
        return {
          phase: "ending",
          words: "Ending",
          note: operationWords(change, "Its entry is being taken off the list"),
        };
      return grant.verified
        ? {
            phase: "verified",
            words: "Verified",
            note: grant.verified.detail || "Your network was seen to get through.",
          }
        : { phase: "active", words: "Active", note: "Google’s list has the entry." };
    case "ended":
      return { phase: "ended", words: "Ended", note: endWords(grant) };
    case "denied":
      return { phase: "denied", words: "Denied", note: grant.endDetail || "It was not approved." };
    case "failed":
      return { phase: "failed", words: "Failed", note: endWords(grant) };
  }
}

/** True while something is about to happen that a person would watch. */
export function isMoving(grant: GrantView, now: number): boolean {
  return grant.state === "approved" || (grant.state === "active" && (grant.ending || isOver(grant, now)));
}

/** `0 of 2 approvals, until 16:04`. */
function approvalWords({ approvals, approvalsNeeded }: GrantView): string {
  const names = approvals.map(({ name }) => name).join(", ");
  return `${approvals.length} of ${count(approvalsNeeded, "approval")}${names ? `: ${names}` : ""}.`;
}

function operationWords(change: ChangeView | undefined, otherwise: string): string {
  return change?.operation ? `${otherwise}: \`${change.operation}\`.` : `${otherwise}.`;
}

function isOver({ expiresAt }: GrantView, now: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now;
}

const ends: Readonly<Record<string, string>> = {
  expired: "Its time was over.",
  revoked: "It was ended early.",
  "removed-elsewhere": "Somebody else took its entry off the list, or changed it.",
  "cluster-gone": "The cluster does not exist any more.",
  denied: "It was not approved.",
  "not-started-in-time": "It was not approved, or could not be applied, in time.",
  refused: "It cannot help, or is not safe, on this cluster as it is.",
  "google-refused": "Google refused the update.",
  "not-applied": "Google’s operation ended, but the entry was not on the list.",
};

/** Why it is over: the reason in words, and what was said about it. */
function endWords({ endReason, endDetail }: GrantView): string {
  const reason = endReason === null ? "" : (ends[endReason] ?? endReason);
  return [reason, endDetail].filter(Boolean).join(" ");
}
