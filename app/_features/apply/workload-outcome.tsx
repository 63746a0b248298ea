"use client";

import { RotateCcw } from "lucide-react";
import { PlanSection } from "@/app/_components/plan/plan-section";
import { Button } from "@/app/_components/ui/button";
import { type Mark, StateMark } from "@/app/_components/ui/state-mark";
import { propagationEnd } from "@/app/_components/workloads/chain/propagation";
import { PropagationNote } from "@/app/_components/workloads/chain/propagation-note";
import { ProveButton } from "@/app/_features/workloads/runs/prove-button";
import { type Followed, useChanges } from "./changes-context";

type Seen = { readonly mark: Mark; readonly title: string; readonly note: string };

/** What the chain looks like after a change of it, and how to prove it. */
export function WorkloadOutcome({ followed }: { readonly followed: Followed }) {
  const { change, look, origin, skewMs } = followed;
  const { lookAgain } = useChanges();
  const there = change.state === "applied" || change.state === "verified";
  const busy = look.state === "running" || look.state === "pausing";
  const undo = change.remedy.id === "undo-workload";
  const { mark, title, note } = seen(look, there, undo);
  const seenByPod = change.verification !== null || (look.state === "reachable" && look.observed);
  const until = there && !seenByPod ? propagationEnd(change) : null;
  return (
    <PlanSection title="What the diagnosis says now">
      <div className="space-y-3 rounded-lg border border-line px-3.5 py-3">
        <div role="status" className="flex min-h-10.5 gap-2.5">
          <span className="mt-px">
            <StateMark mark={mark} />
          </span>
          <div className="min-w-0">
            <p className="font-medium">{title}</p>
            <p className="text-sm text-pretty wrap-anywhere text-muted">{note}</p>
          </div>
        </div>
        {until !== null && <PropagationNote until={until} skewMs={skewMs} />}
        <div className="flex flex-wrap gap-2">
          <Button size="small" className="max-sm:h-11" disabled={busy || !there} onClick={() => lookAgain(change.id)}>
            <RotateCcw aria-hidden="true" />
            Diagnose again
          </Button>
          {there && origin.workload && change.cluster && !undo && (
            <ProveButton question={origin.workload} cluster={change.cluster} size="small" />
          )}
        </div>
      </div>
    </PlanSection>
  );
}

/** `undo`: it took a change back, so that what was broken before it is broken again. */
function seen(look: Followed["look"], there: boolean, undo: boolean): Seen {
  if (!there) {
    return {
      mark: "idle",
      title: "Looked at when it is done",
      note: "The same question is asked once more, by itself, without an error text from before.",
    };
  }
  switch (look.state) {
    case "running":
    case "pausing":
      return { mark: "pending", title: "Diagnosing again", note: "The same question, asked once more." };
    case "reachable":
      return look.observed
        ? { mark: "passed", title: "Works, observed", note: "A pod was seen to get this identity." }
        : { mark: "passed", title: "Works by the configuration", note: "Every link holds. A pod proves it." };
    case "blocked":
      if (undo) return { mark: "symptom", title: `As before: ${look.headline}`, note: "That was to be expected." };
      return { mark: "broken", title: `Still broken: ${look.headline}`, note: look.next };
    case "unknown":
      return { mark: "unknown", title: `Not known: ${look.headline}`, note: look.next };
    case "stopped":
      return { mark: "unknown", title: "Not looked at", note: "The diagnosis ended before it had an answer." };
    default:
      return {
        mark: "unknown",
        title: "Not looked at yet",
        note: "The page asks something else by now, so nothing was diagnosed by itself.",
      };
  }
}
