import { useCallback, useEffect, useState } from "react";
import type { z } from "zod";

export type SessionDraft<Draft> = {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly reset: () => void;
  /** False until what was kept has been looked up: before, nothing may be typed, or it would be lost. */
  readonly ready: boolean;
};

/** What a person is filling in, kept in this tab: a reload loses nothing. What is kept in another form than today's is forgotten. */
export function useSessionDraft<Draft extends object>(
  key: string,
  schema: z.ZodType<Draft>,
  initial: Draft,
): SessionDraft<Draft> {
  const [draft, setDraft] = useState(initial);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    const kept = read(key, schema);
    if (kept) setDraft(kept);
    setReady(true);
  }, [key, schema]);

  useEffect(() => {
    if (ready) write(key, JSON.stringify(draft));
  }, [key, draft, ready]);

  const change = useCallback((part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), []);
  const reset = useCallback(() => setDraft(initial), [initial]);
  return { draft, change, reset, ready };
}

function read<Draft>(key: string, schema: z.ZodType<Draft>): Draft | null {
  try {
    const parsed = schema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Where the browser keeps nothing (a full or a forbidden storage), a reload loses what was typed, and no more. */
function write(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
  } catch {}
}
