"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { isAbort, problemOf } from "@/app/_client/api";
import { cancelled, closed, failed, idleRun, receive, startedRun } from "@/app/_client/run-state";
import { streamWorkloadDiagnosis } from "@/app/_client/workload-api";
import { emptyWorkloadQuestion, toWorkloadRequest, type WorkloadQuestion } from "@/app/_client/workload-question";
import type { WorkloadRun } from "@/app/_client/workload-wire";

/** The question about a workload and the run that answers it. Both outlive a visit to another page. */
export type WorkloadDiagnosis = {
  readonly question: WorkloadQuestion;
  readonly change: (part: Partial<WorkloadQuestion>) => void;
  readonly run: WorkloadRun;
  /** The question that `run` answers; null before the first run. */
  readonly asked: WorkloadQuestion | null;
  /** Starts a run of this question, in place of one that is going on. What is wrong with it, the run says. */
  readonly start: (question: WorkloadQuestion) => void;
  readonly cancel: () => void;
};

const Context = createContext<WorkloadDiagnosis>({
  question: emptyWorkloadQuestion,
  change: () => undefined,
  run: idleRun,
  asked: null,
  start: () => undefined,
  cancel: () => undefined,
});

export function WorkloadDiagnosisProvider({ children }: { readonly children: ReactNode }) {
  const [question, setQuestion] = useState(emptyWorkloadQuestion);
  const [run, setRun] = useState<WorkloadRun>(idleRun);
  const [asked, setAsked] = useState<WorkloadQuestion | null>(null);
  const current = useRef<AbortController | null>(null);

  const change = useCallback(
    (part: Partial<WorkloadQuestion>) => setQuestion((previous) => ({ ...previous, world: null, ...part })),
    [],
  );

  const start = useCallback((next: WorkloadQuestion) => {
    current.current?.abort();
    const stop = new AbortController();
    current.current = stop;
    setQuestion(next);
    setAsked(next);
    setRun(startedRun);
    const update = (step: (run: WorkloadRun) => WorkloadRun) => current.current === stop && setRun(step);
    void (async () => {
      try {
        const batches = streamWorkloadDiagnosis(toWorkloadRequest(next), stop.signal);
        for await (const lines of batches) update((before) => receive(before, lines));
        update(closed);
      } catch (error) {
        if (!isAbort(error)) update((before) => failed(before, problemOf(error)));
      }
    })();
  }, []);

  const cancel = useCallback(() => {
    current.current?.abort();
    setRun(cancelled);
  }, []);

  const diagnosis = useMemo(
    () => ({ question, change, run, asked, start, cancel }),
    [question, change, run, asked, start, cancel],
  );
  return <Context value={diagnosis}>{children}</Context>;
}

export function useWorkloadDiagnosis(): WorkloadDiagnosis {
  return useContext(Context);
}
