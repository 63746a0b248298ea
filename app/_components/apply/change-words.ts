import type { ChangeView } from "@/app/_client/wire";
import type { Tone } from "@/app/_components/ui/badge";

export type ChangeMark = "waiting" | "running" | "done" | "proven" | "over" | "failed";

/** How a change stands, in a few words; `applied` and `verified` are never said alike. */
export function changeWords({ state, kind, grant, steps }: ChangeView): {
  readonly text: string;
  readonly tone: Tone;
  readonly mark: ChangeMark;
} {
  if (grant?.ending) return { text: "ending", tone: "neutral", mark: "running" };
  switch (state) {
    case "waiting-approval":
      return { text: "waits for approval", tone: "warn", mark: "waiting" };
    case "queued":
      return { text: "queued", tone: "accent", mark: "running" };
    case "applying":
      return { text: steps ? "working" : "Google is working", tone: "accent", mark: "running" };
    case "applied":
      return {
        text:
          kind === "grant"
            ? "active, read back from Google"
            : steps
              ? "done, read back"
              : "done, read back from Google",
        tone: "ok",
        mark: "done",
      };
    case "verified":
      return {
        text:
          kind === "grant"
            ? "verified: your own network got through"
            : steps
              ? "verified: a pod has the identity"
              : "verified: seen to get through",
        tone: "ok",
        mark: "proven",
      };
    case "ended":
      return { text: "ended", tone: "neutral", mark: "over" };
    case "failed":
      return { text: grant?.state === "denied" ? "denied" : "failed", tone: "fail", mark: "failed" };
  }
}

/** Nothing of it can change any more. */
export function isOver({ state, kind }: Pick<ChangeView, "state" | "kind">): boolean {
  return state === "ended" || state === "failed" || (kind === "update" && state === "verified");
}
