"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { isAbort, problemOf, streamDiagnosis } from "@/app/_client/api";
import { emptyQuestion, type Question, readLink, toRequest } from "@/app/_client/question";
import { cancelled, closed, failed, idleRun, type Run, receive, startedRun } from "@/app/_client/run-state";

/** The question being asked and the run that answers it. Both outlive a visit to another page. */
export type Diagnosis = {
  readonly question: Question;
  readonly change: (part: Partial<Question>) => void;
  readonly run: Run;
  /** The question that `run` answers; null before the first run. */
  readonly asked: Question | null;
  /** Starts a run of this question, in place of one that is going on. Without a cluster nothing happens. */
  readonly start: (question: Question) => void;
  readonly cancel: () => void;
};

const Context = createContext<Diagnosis>({
  question: emptyQuestion,
  change: () => undefined,
  run: idleRun,
  asked: null,
  start: () => undefined,
  cancel: () => undefined,
});

export function DiagnosisProvider({ children }: { readonly children: ReactNode }) {
  const pathname = usePathname();
  const search = useSearchParams();
  const [question, setQuestion] = useState(() =>
    pathname === "/" ? readLink(Object.fromEntries(search)) : emptyQuestion,
  );
  const [run, setRun] = useState<Run>(idleRun);
  const [asked, setAsked] = useState<Question | null>(null);
  const current = useRef<AbortController | null>(null);

  const change = useCallback(
    (part: Partial<Question>) => setQuestion((previous) => ({ ...previous, world: null, ...part })),
    [],
  );

  const start = useCallback((next: Question) => {
    if (!next.cluster) return;
    current.current?.abort();
    const stop = new AbortController();
    current.current = stop;
    setQuestion(next);
    setAsked(next);
    setRun(startedRun);
    const update = (step: (run: Run) => Run) => current.current === stop && setRun(step);
    void (async () => {
      try {
        const batches = streamDiagnosis(toRequest(next, next.cluster ?? ""), stop.signal);
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

export function useDiagnosis(): Diagnosis {
  return useContext(Context);
}
