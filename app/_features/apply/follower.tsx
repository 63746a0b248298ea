"use client";

import { useEffect } from "react";
import { fetchChange, fetchServerDate, streamChange } from "@/app/_client/api";
import { pause } from "@/app/_client/pause";
import { clockSkew } from "@/app/_features/access/clock-skew";
import type { Followed } from "./changes-context";
import { useBrowserProof } from "./use-browser-proof";
import { useLookAgain } from "./use-look-again";
import { useWorkloadLook } from "./use-workload-look";
import { watchChange } from "./watch-change";

export type Update = (id: string, part: Partial<Followed> | ((before: Followed) => Partial<Followed>)) => void;

const port = { stream: streamChange, fetch: fetchChange, pause };

/** Keeps one change up to date, and looks again when it has come or gone. Shows nothing. */
export function Follower({ followed, update }: { readonly followed: Followed; readonly update: Update }) {
  const { change, round } = followed;
  const { id } = change;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to be told at once.
  useEffect(() => {
    const stop = new AbortController();
    void watchChange(
      id,
      port,
      stop.signal,
      (news) => stop.signal.aborted || update(id, { change: news }),
      (connection) => stop.signal.aborted || update(id, { connection }),
    );
    return () => stop.abort();
  }, [id, round, update]);

  useEffect(() => {
    const stop = new AbortController();
    fetchServerDate(stop.signal).then(
      (date) => update(id, ({ skewMs }) => ({ skewMs: clockSkew(date, Date.now(), skewMs) })),
      () => undefined,
    );
    return () => stop.abort();
  }, [id, update]);

  const Look = followed.origin.workload ? WorkloadLook : PathLook;
  return <Look followed={followed} update={update} />;
}

type LookProps = { readonly followed: Followed; readonly update: Update };

function PathLook({ followed, update }: LookProps) {
  useLookAgain(followed, update);
  useBrowserProof(followed, update);
  return null;
}

function WorkloadLook({ followed, update }: LookProps) {
  useWorkloadLook(followed, update);
  return null;
}
