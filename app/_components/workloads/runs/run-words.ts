import type { RunView } from "@/app/_client/workload-wire";
import type { Tone } from "@/app/_components/ui/badge";

export type RunMark = "waiting" | "running" | "good" | "bad" | "unclear" | "stopped";

/** How a run stands, in a few words. What counts is what it shows, not that it ended. */
export function runWords({ state, kind, exitCode, identity }: RunView): {
  readonly text: string;
  readonly tone: Tone;
  readonly mark: RunMark;
} {
  switch (state) {
    case "queued":
      return { text: "queued", tone: "accent", mark: "waiting" };
    case "starting":
      return { text: "starting", tone: "accent", mark: "running" };
    case "running":
      return { text: "running", tone: "accent", mark: "running" };
    case "stopped":
      return { text: "stopped", tone: "neutral", mark: "stopped" };
    case "failed":
      return { text: "failed", tone: "fail", mark: "bad" };
    default:
      if (kind === "probe") return probeWords(identity);
      if (exitCode === null) return { text: "ended", tone: "neutral", mark: "unclear" };
      return exitCode === 0
        ? { text: "green: exit code 0", tone: "ok", mark: "good" }
        : { text: `red: exit code ${exitCode}`, tone: "fail", mark: "bad" };
  }
}

function probeWords(identity: RunView["identity"]): ReturnType<typeof runWords> {
  if (identity === null) return { text: "ended without an answer", tone: "warn", mark: "unclear" };
  return identity.proven
    ? { text: "identity proven", tone: "ok", mark: "good" }
    : { text: "not the identity that was expected", tone: "fail", mark: "bad" };
}

export function hasEnded({ state }: Pick<RunView, "state">): boolean {
  return state === "finished" || state === "failed" || state === "stopped";
}

/** Nothing of it can change any more: it has ended, and its pod is gone, or given up. */
export function isSettled(run: Pick<RunView, "state" | "cleaned" | "removal">): boolean {
  return hasEnded(run) && (run.cleaned || Boolean(run.removal?.givenUpAt));
}

/** What is said of the pod of a run that has ended. `more`: why it is not gone, and what becomes of it. */
export function removalWords({ cleaned, removal }: Pick<RunView, "cleaned" | "removal">): {
  readonly text: string;
  readonly more?: string;
} {
  if (cleaned) return { text: "Cleaned up: the pod is gone" };
  if (!removal) return { text: "The pod is being removed…" };
  const why = /[.!?]$/.test(removal.why) ? removal.why : `${removal.why}.`;
  if (removal.givenUpAt === null) {
    return { text: "The pod could not be removed yet", more: `${why} Drawbridge tries again.` };
  }
  return {
    text: "The pod may still be there",
    more: `${why} Drawbridge has given up removing the pod. What ran in it was ended by its deadline.`,
  };
}

export const runTitles: Readonly<Record<RunView["kind"], string>> = {
  probe: "Probe pod",
  rehearsal: "Rehearsal",
};

/** What a pod turned out to be, as people say it. */
export const identityKinds: Readonly<Record<NonNullable<RunView["identity"]>["kind"], string>> = {
  "google-service-account": "a Google service account",
  "workload-pool": "the workload pool: no Google service account",
  node: "the node’s own account",
  none: "nobody: the metadata server named no identity",
};

/** Whether the metadata server gave a token, by its HTTP status; 0: no answer. */
export function tokenWords(status: number): string {
  if (status === 200) return "yes";
  if (status === 0) return "no: no answer";
  return `no: HTTP ${status}`;
}
