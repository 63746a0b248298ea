import { useCallback, useRef, useState } from "react";
import { problemOf } from "@/app/_client/api";
import { randomKey } from "@/app/_client/random-key";
import type { Problem } from "@/app/_client/wire";

export type Action = {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly clear: () => void;
  /**
   * Does something once; another call while it goes on does nothing. The key is the same until it has succeeded, so that
   * trying again repeats it instead of doing it twice. Resolves to what came of it, null when it failed.
   */
  readonly run: <Result>(action: (key: string) => Promise<Result>) => Promise<{ readonly result: Result } | null>;
};

/** One thing that a person does to the server, and what came of it. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const key = useRef<string | null>(null);

  const run = useCallback(async <Result>(action: (key: string) => Promise<Result>) => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    setProblem(null);
    key.current ??= randomKey();
    try {
      const result = await action(key.current);
      key.current = null;
      return { result };
    } catch (error) {
      setProblem(problemOf(error));
      return null;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, clear, run };
}
