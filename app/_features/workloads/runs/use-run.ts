import { useCallback, useEffect, useState } from "react";
import { pause } from "@/app/_client/pause";
import { fetchRun, streamRun } from "@/app/_client/workload-api";
import type { RunView } from "@/app/_client/workload-wire";
import { isSettled } from "@/app/_components/workloads/runs/run-words";
import { useSkew } from "@/app/_features/access/use-skew";
import { type Connection, watch } from "@/app/_features/apply/watch-change";

export type WatchedRun = {
  /** Null until the first news. */
  readonly run: RunView | null;
  readonly connection: Connection;
  /** How far the server's clock is ahead of this one. */
  readonly skewMs: number;
  /** Takes what an action answered, and asks for news at once. */
  readonly tell: (run: RunView) => void;
};

const port = { stream: streamRun, fetch: fetchRun, pause };
const manners = { isOver: isSettled, restMs: (_run: RunView, polling: boolean) => (polling ? 1_500 : 500) };

/** One run, followed until its pod is gone. `first`: as it is known already. */
export function useRun(id: string, first: RunView | null): WatchedRun {
  const [run, setRun] = useState(first);
  const [connection, setConnection] = useState<Connection>("live");
  const skewMs = useSkew();
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to be told at once.
  useEffect(() => {
    const stop = new AbortController();
    void watch(
      id,
      port,
      manners,
      stop.signal,
      (news) => stop.signal.aborted || setRun(news),
      (news) => stop.signal.aborted || setConnection(news),
    );
    return () => stop.abort();
  }, [id, round]);

  const tell = useCallback((news: RunView) => {
    setRun(news);
    setRound((before) => before + 1);
  }, []);
  return { run, connection, skewMs, tell };
}
