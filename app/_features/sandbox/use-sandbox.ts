import { useCallback, useEffect, useState } from "react";
import { fetchSandbox, isAbort, movePlace, problemOf } from "@/app/_client/api";
import type { Problem, SandboxState } from "@/app/_client/wire";

export type Sandbox = {
  readonly state: SandboxState | null;
  readonly problem: Problem | null;
  readonly reload: () => void;
  /** Moves this browser to another place of the simulated world, into a situation or not. Shown at once; taken back when it rejects. */
  readonly move: (place: string, world?: string) => Promise<void>;
};

/** The simulated world as this browser sees it. */
export function useSandbox(): Sandbox {
  const [state, setState] = useState<SandboxState | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to try again.
  useEffect(() => {
    const stop = new AbortController();
    setProblem(null);
    fetchSandbox(stop.signal).then(setState, (error: unknown) => isAbort(error) || setProblem(problemOf(error)));
    return () => stop.abort();
  }, [round]);

  const current = state?.place;
  const move = useCallback(
    async (place: string, world?: string) => {
      const show = (shown: string | undefined) =>
        setState((before) => before && { ...before, place: shown ?? before.place });
      show(place);
      try {
        await movePlace(place, world);
      } catch (error) {
        show(current);
        throw error;
      }
    },
    [current],
  );
  return { state, problem, reload: () => setRound((before) => before + 1), move };
}
