"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { fetchCaller, fetchClusters, isAbort, problemOf } from "@/app/_client/api";
import type { Caller, ClusterProblem, ClusterRow, Problem } from "@/app/_client/wire";

/** The clusters that can be asked about, and how this server sees this browser. */
export type Directory = {
  readonly clusters: readonly ClusterRow[];
  /** Projects that could not be listed: the list is partial. */
  readonly clusterProblems: readonly ClusterProblem[];
  /** More may still come, or nothing came at all: see `problem`. */
  readonly listing: "loading" | "complete" | "failed";
  readonly problem: Problem | null;
  readonly caller: Caller | null;
  readonly reloadClusters: () => void;
  readonly reloadCaller: () => void;
};

type Listing = Pick<Directory, "clusters" | "clusterProblems" | "listing" | "problem">;

const nothing: Listing = { clusters: [], clusterProblems: [], listing: "loading", problem: null };

const Context = createContext<Directory>({
  ...nothing,
  caller: null,
  reloadClusters: () => undefined,
  reloadCaller: () => undefined,
});

export function DirectoryProvider({ children }: { readonly children: ReactNode }) {
  const [listing, setListing] = useState(nothing);
  const [caller, setCaller] = useState<Caller | null>(null);
  const [clusterRound, setClusterRound] = useState(0);
  const [callerRound, setCallerRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to read everything again.
  useEffect(() => {
    const stop = new AbortController();
    void listAll(setListing, stop.signal);
    return () => stop.abort();
  }, [clusterRound]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to read everything again.
  useEffect(() => {
    const stop = new AbortController();
    fetchCaller(stop.signal).then(setCaller, (error: unknown) => isAbort(error) || setCaller(null));
    return () => stop.abort();
  }, [callerRound]);

  const reloadClusters = useCallback(() => setClusterRound((round) => round + 1), []);
  const reloadCaller = useCallback(() => setCallerRound((round) => round + 1), []);
  const directory = useMemo(
    () => ({ ...listing, caller, reloadClusters, reloadCaller }),
    [listing, caller, reloadClusters, reloadCaller],
  );
  return <Context value={directory}>{children}</Context>;
}

export function useDirectory(): Directory {
  return useContext(Context);
}

/** Reads page after page; what has arrived stays when a later page fails. */
async function listAll(show: (listing: Listing) => void, signal: AbortSignal): Promise<void> {
  let listing = nothing;
  let cursor: string | null = null;
  try {
    do {
      const page = await fetchClusters(cursor, signal);
      cursor = page.nextCursor;
      listing = {
        clusters: [...listing.clusters, ...page.clusters],
        // Every page names all problems.
        clusterProblems: page.problems,
        listing: cursor ? "loading" : "complete",
        problem: null,
      };
      show(listing);
    } while (cursor);
  } catch (error) {
    if (!isAbort(error)) show({ ...listing, listing: "failed", problem: problemOf(error) });
  }
}
