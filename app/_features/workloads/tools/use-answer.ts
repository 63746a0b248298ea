import { useEffect, useState } from "react";
import { askWorkloadTool, isAbort, problemOf } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";

const pauseMs = 300;

export type AnswerState<Answer> = {
  /** Of the last request that was answered: old while `loading`, and while there is a problem. */
  readonly answer: Answer | null;
  /** The request that it answers, as JSON. */
  readonly asked: string | null;
  readonly problem: Problem | null;
  readonly loading: boolean;
  readonly retry: () => void;
};

/** What a tool answers, asked for a moment after the request last changed; an answer to an older request is dropped. null: nothing to ask. */
export function useAnswer<Answer>(tool: "operator" | "dbt" | "lint", request: object | null): AnswerState<Answer> {
  const [state, setState] = useState<Omit<AnswerState<Answer>, "retry">>({
    answer: null,
    asked: null,
    problem: null,
    loading: false,
  });
  const [round, setRound] = useState(0);
  const body = request && JSON.stringify(request);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to try again.
  useEffect(() => {
    if (body === null) {
      setState((before) => ({ ...before, problem: null, loading: false }));
      return;
    }
    const stop = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    const timer = setTimeout(() => {
      askWorkloadTool<Answer>(tool, JSON.parse(body), stop.signal).then(
        (answer) => setState({ answer, asked: body, problem: null, loading: false }),
        (error: unknown) => {
          if (!isAbort(error)) setState((before) => ({ ...before, problem: problemOf(error), loading: false }));
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [tool, body, round]);

  return { ...state, retry: () => setRound((before) => before + 1) };
}
