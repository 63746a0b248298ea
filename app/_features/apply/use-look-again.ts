import { useEffect, useRef } from "react";
import { verifyChange } from "@/app/_client/api";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import type { Followed } from "./changes-context";
import type { Update } from "./follower";
import { judgeLook, lookQuestion, sameCase } from "./look-again";

/**
 * Diagnoses again from the same vantage when a change is there, and again when it is gone, unless the page asks something
 * else by now. What it sees of the person's own network is told to the server, which judges for itself.
 */
export function useLookAgain({ change, origin, look, restored }: Followed, update: Update): void {
  const { asked, run, start } = useDiagnosis();
  const { id, state, kind, remedy } = change;
  const mine = sameCase(asked, origin.question);
  const question = lookQuestion({ remedy }, asked && mine ? asked : origin.question);
  /* Whether the change was there when it was last looked at. One that is proven already needs no look. */
  const there = state === "applied" || state === "verified";
  const seenThere = useRef(restored ? there : state === "verified");
  const before = useRef<string | null>(null);

  useEffect(() => {
    if (there === seenThere.current) return;
    seenThere.current = there;
    if (mine && !origin.fromList) update(id, { look: { state: "pausing", tries: 0, ms: 0 } });
  }, [there, mine, origin, id, update]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked and run meanwhile must not start the timer anew.
  useEffect(() => {
    if (look.state !== "pausing") return;
    const timer = setTimeout(() => {
      before.current = run.id;
      update(id, { look: { state: "running", tries: look.tries } });
      start(question);
    }, look.ms);
    return () => clearTimeout(timer);
  }, [look, id, update]);

  useEffect(() => {
    if (look.state !== "running") return;
    if (!mine || run.status === "cancelled" || run.status === "failed") {
      update(id, { look: { state: "stopped" } });
    } else if (run.status === "done" && run.id && run.id !== before.current && run.verdict) {
      const next = there
        ? judgeLook(run.verdict, run.id, { kind, cause: origin.cause, tries: look.tries })
        : { state: "none" as const };
      update(id, { look: next });
      if (next.state === "reachable" && next.observed && state === "applied") {
        /* A refusal is no trouble: the person's own proof is still asked for. */
        verifyChange(id, run.id).then(
          (news) => update(id, ({ round }) => ({ change: news, round: round + 1 })),
          () => undefined,
        );
      }
    }
  }, [look, mine, run, there, state, kind, id, origin, update]);
}
