import type { AccessPreview } from "@/app/_client/wire";
import type { Tone } from "@/app/_components/ui/badge";

type ClusterPreview = AccessPreview["clusters"][number];

/** What would happen on one cluster. `refused`: Drawbridge adds nothing there; `denied`: the policy says no. */
export type Answer = "now" | "approval" | "denied" | "refused";

export function answerOf({ policy, refused }: ClusterPreview): Answer {
  if (policy.decision === "deny") return "denied";
  if (refused !== null) return "refused";
  return policy.decision === "allow" ? "now" : "approval";
}

export const answerTones: Readonly<Record<Answer, Tone>> = {
  now: "ok",
  approval: "warn",
  denied: "fail",
  refused: "neutral",
};

export function answerWords(preview: ClusterPreview): string {
  const { approvalsNeeded } = preview.policy;
  switch (answerOf(preview)) {
    case "now":
      return "Within policy, at once";
    case "approval":
      return approvalsNeeded === 1 ? "Needs 1 approval" : `Needs ${approvalsNeeded} approvals`;
    case "denied":
      return "Not allowed";
    default:
      return "Nothing to add";
  }
}

/** The clusters that a request cannot be made for, and whether what is left waits for approval. */
export function previewOutcome({ clusters }: AccessPreview): {
  readonly blocked: readonly string[];
  readonly all: boolean;
  readonly waits: boolean;
} {
  const blocked = clusters.filter((one) => ["denied", "refused"].includes(answerOf(one))).map(({ cluster }) => cluster);
  return {
    blocked,
    all: clusters.length > 0 && blocked.length === clusters.length,
    waits: clusters.some((one) => answerOf(one) === "approval"),
  };
}
