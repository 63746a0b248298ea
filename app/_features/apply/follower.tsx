"use client";

import { useEffect } from "react";
import { fetchChange, fetchServerDate, streamChange } from "@/app/_client/api";
import { clockSkew } from "@/app/_features/access/clock-skew";
import type { Followed } from "./changes-context";
import { useBrowserProof } from "./use-browser-proof";
import { useLookAgain } from "./use-look-again";
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

  useLookAgain(followed, update);
  useBrowserProof(followed, update);
  return null;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
