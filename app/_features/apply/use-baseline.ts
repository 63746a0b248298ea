import { type RefObject, useEffect, useRef } from "react";
import type { Probe } from "@/app/_client/browser-probe/judge";
import { probeFromBrowser } from "@/app/_client/browser-probe/probe";

/** What this browser saw of a control plane before a change; null where it was not tried. */
export type Baseline = Promise<Probe | null> | null;

/**
 * Tries the control plane from this browser once, while the person reads the plan: without it an answer later on proves
 * nothing. `cluster` is null while there is nothing to try. What was begun goes on when the panel closes.
 */
export function useBaseline(cluster: string | null): RefObject<Baseline> {
  const baseline = useRef<Baseline>(null);
  useEffect(() => {
    if (cluster !== null) baseline.current ??= probeFromBrowser(cluster, new AbortController().signal);
  }, [cluster]);
  return baseline;
}
