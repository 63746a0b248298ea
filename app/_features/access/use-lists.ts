import { useEffect, useState } from "react";
import { fetchLists, isAbort, problemOf } from "@/app/_client/api";
import type { ListPageView, Problem } from "@/app/_client/wire";

const calmMs = 60_000;

export type ListsState = {
  /** Null until it was first read. */
  readonly page: ListPageView | null;
  readonly problem: Problem | null;
  readonly reload: () => void;
};

/** Every cluster's list: read again when `signal` changes, seldom otherwise, never in a hidden tab. */
export function useLists(signal: string): ListsState {
  const [page, setPage] = useState<ListPageView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new signal and a new round are wishes to read again.
  useEffect(() => {
    const stop = new AbortController();
    const look = async () => {
      if (document.hidden) return;
      try {
        setPage(await fetchLists(stop.signal));
        setProblem(null);
      } catch (error) {
        if (!isAbort(error)) setProblem(problemOf(error));
      }
    };
    void look();
    const timer = setInterval(() => void look(), calmMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [signal, round]);

  return { page, problem, reload: () => setRound((before) => before + 1) };
}
