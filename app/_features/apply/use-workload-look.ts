import { useEffect, useRef } from "react";
import { sameWorkload, type WorkloadQuestion } from "@/app/_client/workload-question";
import { useWorkloadDiagnosis } from "@/app/_features/state/workload-diagnosis";
import type { Followed } from "./changes-context";
import type { Update } from "./follower";

/** What was pasted was said before the change: it is no evidence of what is true after it. */
function withoutText(question: WorkloadQuestion): WorkloadQuestion {
  return { ...question, errorText: "" };
}

/** Diagnoses the workload again when a change of it is there, unless the page asks something else by now. */
export function useWorkloadLook({ change, origin, look, restored }: Followed, update: Update): void {
  const { asked, run, start } = useWorkloadDiagnosis();
  const { id, state } = change;
  const { workload } = origin;
  const there = state === "applied" || state === "verified";
  const seenThere = useRef(restored && there);
  const before = useRef<string | null>(null);
  const mine = workload !== undefined && (asked === null || sameWorkload(withoutText(asked), withoutText(workload)));

  useEffect(() => {
    if (there === seenThere.current) return;
    seenThere.current = there;
    if (mine) update(id, { look: { state: "pausing", tries: 0, ms: 0 } });
  }, [there, mine, id, update]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked and run meanwhile must not start it anew.
  useEffect(() => {
    if (look.state !== "pausing" || !workload) return;
    before.current = run.id;
    update(id, { look: { state: "running", tries: look.tries } });
    start(withoutText(asked && mine ? asked : workload));
  }, [look, id, update]);

  useEffect(() => {
    if (look.state !== "running") return;
    const { status, verdict } = run;
    if (!mine || status === "cancelled" || status === "failed") update(id, { look: { state: "stopped" } });
    else if (status === "done" && run.id && run.id !== before.current && verdict) {
      update(id, {
        look:
          verdict.state === "reachable"
            ? { state: "reachable", observed: verdict.bases.includes("observed"), report: run.id }
            : { state: verdict.state, headline: verdict.headline, next: verdict.next },
      });
    }
  }, [look, mine, run, id, update]);
}
