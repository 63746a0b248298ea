import { useEffect } from "react";
import { reportProbes } from "@/app/_client/api";
import { opened } from "@/app/_client/browser-probe/judge";
import { probeFromBrowser } from "@/app/_client/browser-probe/probe";
import type { Followed } from "./changes-context";
import type { Update } from "./follower";

/** Google's servers learn of an entry one after another. */
const tries = 20;
const pauseMs = 3_000;

/**
 * Tries the control plane from this browser when a grant has come, until it answers where it was silent before, and tells
 * the server. Where the attempts prove nothing, the terminal's command is left.
 */
export function useBrowserProof({ change, baseline }: Followed, update: Update): void {
  const { id, kind, state, cluster } = change;
  const due = kind === "grant" && state === "applied" && baseline !== null;

  useEffect(() => {
    if (!due) return;
    const stop = new AbortController();
    const look = async () => {
      const before = await baseline;
      if (!before?.usable || before.outcome !== "silent") return;
      for (let tried = 0; tried < tries && !stop.signal.aborted; tried += 1) {
        const after = await probeFromBrowser(cluster, stop.signal);
        if (after && opened(before, after) && !stop.signal.aborted) {
          await reportProbes(id, { before, after });
          update(id, ({ round }) => ({ round: round + 1 }));
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    };
    /* A refusal is no trouble: the terminal's command is still there. */
    look().catch(() => undefined);
    return () => stop.abort();
  }, [due, baseline, cluster, id, update]);
}
