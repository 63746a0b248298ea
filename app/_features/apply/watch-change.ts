import { isAbort } from "@/app/_client/api";
import type { ChangeView } from "@/app/_client/wire";
import { isOver } from "@/app/_components/apply/change-words";

/** How news of a change arrives. `lost`: the server says that there is no such change. */
export type Connection = "live" | "reconnecting" | "polling" | "lost";

export type WatchPort<View = ChangeView> = {
  readonly stream: (id: string, signal: AbortSignal) => AsyncIterable<View>;
  readonly fetch: (id: string, signal: AbortSignal) => Promise<View>;
  /** Ends early, without an error, when the signal is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

/** After so many streams that failed or stayed silent, it is asked for again and again instead. */
const streamsTried = 3;
const silenceMs = 12_000;

/** When a thing that is watched has ended, and how long to wait before it is asked for again. */
export type WatchManners<View> = {
  readonly isOver: (view: View) => boolean;
  readonly restMs: (view: View, polling: boolean) => number;
};

/** Tells every state of a change until nothing of it can change any more or `signal` is aborted. Never rejects. */
export function watchChange(
  id: string,
  port: WatchPort,
  signal: AbortSignal,
  tell: (change: ChangeView) => void,
  connection: (connection: Connection) => void,
): Promise<void> {
  return watch(id, port, { isOver, restMs }, signal, tell, connection);
}

/**
 * Tells every state of what has this id until it is over or `signal` is aborted. Streams, reconnects with growing pauses,
 * and asks again and again where streams do not get through. Never rejects.
 */
export async function watch<View>(
  id: string,
  port: WatchPort<View>,
  manners: WatchManners<View>,
  signal: AbortSignal,
  tell: (view: View) => void,
  connection: (connection: Connection) => void,
): Promise<void> {
  let failedStreams = 0;
  let failures = 0;
  while (!signal.aborted) {
    const polling = failedStreams >= streamsTried;
    let latest: View | null = null;
    const news = (view: View) => {
      latest = view;
      failures = 0;
      connection(polling ? "polling" : "live");
      tell(view);
    };
    try {
      if (polling) news(await port.fetch(id, signal));
      else await readStream(id, port, signal, news);
      if (latest === null) throw new Error("The stream ended without a word.");
      if (manners.isOver(latest)) return;
      if (!polling) failedStreams = 0;
      await port.pause(manners.restMs(latest, polling), signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isGone(error)) return connection("lost");
      failures += 1;
      if (!polling && latest === null) failedStreams += 1;
      connection(failedStreams >= streamsTried ? "polling" : "reconnecting");
      await port.pause(Math.min(15_000, 500 * 2 ** failures), signal);
    }
  }
}

/** Reads until the stream ends. One that says nothing at first is given up: something on the way holds it back. */
async function readStream<View>(
  id: string,
  port: WatchPort<View>,
  signal: AbortSignal,
  news: (view: View) => void,
): Promise<void> {
  const stop = new AbortController();
  const ended = new AbortController();
  void port.pause(silenceMs, AbortSignal.any([signal, ended.signal])).then(() => ended.signal.aborted || stop.abort());
  try {
    for await (const view of port.stream(id, AbortSignal.any([signal, stop.signal]))) {
      ended.abort();
      news(view);
    }
  } catch (error) {
    if (!isAbort(error) || signal.aborted) throw error;
    throw new Error("The stream stayed silent.");
  } finally {
    ended.abort();
  }
}

/** While it is on its way it is asked often; what has arrived only ends some day. */
function restMs({ state }: ChangeView, polling: boolean): number {
  if (state === "applied" || state === "verified") return 8_000;
  if (state === "waiting-approval") return polling ? 5_000 : 1_000;
  return polling ? 2_000 : 500;
}

function isGone(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("problem" in error)) return false;
  const { problem } = error as { readonly problem: { readonly status: number } };
  return problem.status === 404 || problem.status === 403 || problem.status === 401;
}
