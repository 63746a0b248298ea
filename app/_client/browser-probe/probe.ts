import type { Probe } from "./judge";

/** Longer than the page's own patience with a control plane that does not answer. */
const patienceMs = 9_000;

/**
 * Tries the cluster's public endpoint from this browser, in a frame whose policy allows nothing else. Null when the
 * cluster has none, or when the frame did not say anything.
 */
export function probeFromBrowser(cluster: string, signal: AbortSignal): Promise<Probe | null> {
  return new Promise((resolve) => {
    const frame = document.createElement("iframe");
    const end = (probe: Probe | null) => {
      clearTimeout(timer);
      removeEventListener("message", hear);
      signal.removeEventListener("abort", giveUp);
      frame.remove();
      resolve(probe);
    };
    const giveUp = () => end(null);
    const hear = (event: MessageEvent<unknown>) => {
      if (event.origin !== location.origin || event.source !== frame.contentWindow) return;
      const probe = readProbe(event.data);
      if (probe) end(probe);
    };
    const timer = setTimeout(giveUp, patienceMs);
    addEventListener("message", hear);
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) return giveUp();
    frame.hidden = true;
    frame.title = "Probe";
    frame.src = `/probe?cluster=${encodeURIComponent(cluster)}`;
    document.body.append(frame);
  });
}

function readProbe(data: unknown): Probe | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { type, target, usable }: { type?: unknown; target?: Partial<Probe>; usable?: unknown } = data;
  if (type !== "drawbridge-probe" || typeof usable !== "boolean") return undefined;
  const { outcome, ms } = target ?? {};
  if ((outcome !== "answered" && outcome !== "silent") || typeof ms !== "number") return undefined;
  return { outcome, ms, usable };
}
