import { useEffect, useState } from "react";
import { isAbort, previewAccess, problemOf } from "@/app/_client/api";
import type { AccessPreview, AccessRequest, Problem } from "@/app/_client/wire";

const pauseMs = 350;

export type PreviewState = {
  /** Of the last request that was answered: old while `loading`. */
  readonly preview: AccessPreview | null;
  readonly problem: Problem | null;
  readonly loading: boolean;
  readonly retry: () => void;
};

/** What a request would do, asked for a moment after it last changed; null: there is nothing to ask yet. */
export function usePreview(request: AccessRequest | null): PreviewState {
  const [state, setState] = useState<Omit<PreviewState, "retry">>({ preview: null, problem: null, loading: true });
  const [round, setRound] = useState(0);
  const body = request && JSON.stringify(request);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to try again.
  useEffect(() => {
    if (body === null) {
      setState({ preview: null, problem: null, loading: false });
      return;
    }
    const stop = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    const timer = setTimeout(() => {
      previewAccess(JSON.parse(body) as AccessRequest, stop.signal).then(
        (preview) => setState({ preview, problem: null, loading: false }),
        (error: unknown) => {
          if (!isAbort(error)) setState({ preview: null, problem: problemOf(error), loading: false });
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [body, round]);

  return { ...state, retry: () => setRound((before) => before + 1) };
}
