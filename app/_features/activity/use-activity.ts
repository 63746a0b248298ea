import { useEffect, useRef, useState } from "react";
import { fetchActivity, isAbort, problemOf } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";
import { type ActivityFilter, auditQuery } from "@/app/_components/activity/filter";
import { type Timeline, withNewest, withOlder } from "@/app/_components/activity/merge-events";

const lookEvery = 15_000;

export type ActivityState = {
  /** Null until it was first read. */
  readonly timeline: Timeline | null;
  readonly problem: Problem | null;
  readonly loadingOlder: boolean;
  readonly loadOlder: () => void;
  readonly again: () => void;
};

/** What happened: the newest is read again now and then, never in a hidden tab; what is older when it is asked for. */
export function useActivity({ cluster, show }: ActivityFilter): ActivityState {
  const [timeline, setTimeline] = useState<Timeline | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const [round, setRound] = useState(0);
  const stopOlder = useRef<AbortController>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to read again.
  useEffect(() => {
    const stop = new AbortController();
    setTimeline(null);
    setProblem(null);
    const look = async () => {
      if (document.hidden) return;
      try {
        const page = await fetchActivity(auditQuery({ cluster, show }, null), stop.signal);
        setTimeline((before) => withNewest(before, page));
        setProblem(null);
      } catch (error) {
        if (!isAbort(error)) setProblem(problemOf(error));
      }
    };
    const shown = () => void look();
    shown();
    const timer = setInterval(shown, lookEvery);
    document.addEventListener("visibilitychange", shown);
    return () => {
      stop.abort();
      stopOlder.current?.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [cluster, show, round]);

  const loadOlder = async () => {
    if (!timeline || timeline.nextCursor === null || loadingOlder) return;
    const stop = new AbortController();
    stopOlder.current = stop;
    setLoadingOlder(true);
    try {
      const page = await fetchActivity(auditQuery({ cluster, show }, timeline.nextCursor), stop.signal);
      setTimeline((before) => before && withOlder(before, page));
      setProblem(null);
    } catch (error) {
      if (!isAbort(error)) setProblem(problemOf(error));
    } finally {
      setLoadingOlder(false);
    }
  };

  return {
    ...{ timeline, problem, loadingOlder },
    loadOlder: () => void loadOlder(),
    again: () => setRound((before) => before + 1),
  };
}
