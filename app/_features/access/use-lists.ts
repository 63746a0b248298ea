import { useEffect, useState } from "react";
import { fetchLists, isAbort, problemOf } from "@/app/_client/api";
import type { ChangeView, ClusterListView, ListPageView, Problem } from "@/app/_client/wire";

const calmMs = 60_000;
/** Lists that are read all at once may be five seconds old. */
const settledMs = 6_000;

export type ListsState = {
  /** Null until it was first read. */
  readonly page: ListPageView | null;
  readonly problem: Problem | null;
  readonly reload: () => void;
};

/**
 * Every cluster's list: read again when `signal` changes, seldom otherwise, never in a hidden tab. The list that one of
 * the `changes` is about is read at each of its steps.
 */
export function useLists(signal: string, changes: readonly Pick<ChangeView, "id" | "state" | "cluster">[]): ListsState {
  const [page, setPage] = useState<ListPageView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new signal and a new round are wishes to read again.
  useEffect(() => {
    const stop = new AbortController();
    const look = async () => {
      if (document.hidden) return;
      try {
        setPage(await fetchLists(null, stop.signal));
        setProblem(null);
      } catch (error) {
        if (!isAbort(error)) setProblem(problemOf(error));
      }
    };
    void look();
    const settled = setTimeout(() => void look(), settledMs);
    const timer = setInterval(() => void look(), calmMs);
    return () => {
      stop.abort();
      clearTimeout(settled);
      clearInterval(timer);
    };
  }, [signal, round]);

  const steps = changes.map(({ id, state }) => `${id} ${state}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step, not the news of it, is a reason to read again.
  useEffect(() => {
    const stop = new AbortController();
    for (const cluster of new Set(changes.map((change) => change.cluster))) {
      fetchLists(cluster, stop.signal).then(
        ({ lists: [fresh] }) => fresh && setPage((before) => before && withList(before, fresh)),
        () => undefined,
      );
    }
    return () => stop.abort();
  }, [steps]);

  return { page, problem, reload: () => setRound((before) => before + 1) };
}

function withList(page: ListPageView, fresh: ClusterListView): ListPageView {
  return { ...page, lists: page.lists.map((list) => (list.cluster === fresh.cluster ? fresh : list)) };
}
