import { useEffect, useState } from "react";
import { isAbort, problemOf } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";
import { fetchEnvironments } from "@/app/_client/workload-api";
import type { EnvironmentPage } from "@/app/_client/workload-wire";

export type Environments = EnvironmentPage & {
  readonly listing: "loading" | "complete" | "failed";
  readonly problem: Problem | null;
  readonly reload: () => void;
};

const nothing: EnvironmentPage = { environments: [], missing: [] };

/** The Composer environments that can be asked about; read when `wanted` is first true. What was read stays when it is read again. */
export function useEnvironments(wanted: boolean): Environments {
  const [state, setState] = useState<Omit<Environments, "reload">>({ ...nothing, listing: "loading", problem: null });
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to read everything again.
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    setState((before) => ({ ...before, listing: "loading", problem: null }));
    fetchEnvironments(stop.signal).then(
      (page) => setState({ ...page, listing: "complete", problem: null }),
      (error: unknown) => {
        if (!isAbort(error)) setState((before) => ({ ...before, listing: "failed", problem: problemOf(error) }));
      },
    );
    return () => stop.abort();
  }, [wanted, round]);

  return { ...state, reload: () => setRound((before) => before + 1) };
}
