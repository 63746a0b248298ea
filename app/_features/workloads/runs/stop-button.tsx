"use client";

import { Square } from "lucide-react";
import { useState } from "react";
import { problemOf } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";
import { stopRun } from "@/app/_client/workload-api";
import type { RunView } from "@/app/_client/workload-wire";
import { RefusedClick } from "@/app/_components/apply/refused-click";
import { Button } from "@/app/_components/ui/button";
import { hasEnded } from "@/app/_components/workloads/runs/run-words";
import { mayRepeat } from "@/app/_features/apply/apply-flow";

/** Ends a run before its time. */
export function StopButton({ run, onStopped }: { readonly run: RunView; readonly onStopped: (run: RunView) => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (hasEnded(run)) return null;

  const stop = async () => {
    setBusy(true);
    setProblem(null);
    await stopRun(run.id).then(onStopped, (error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  return (
    <>
      {problem && (
        <div className="order-first basis-full">
          <RefusedClick problem={problem} repeat={mayRepeat(problem)} />
        </div>
      )}
      <Button disabled={busy} onClick={() => void stop()} className="max-sm:h-11">
        <Square aria-hidden="true" />
        Stop the pod
      </Button>
    </>
  );
}
