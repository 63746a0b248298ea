import type { ApplierLog, Sleep } from "@/lib/changes/applier-context";
import type { Clock } from "@/lib/core/clock";
import { redactCredentials } from "@/lib/google/credential-text";
import { deliver } from "./deliver";
import type { Endpoint } from "./endpoint";
import { noSubject } from "./event";
import { messageOf } from "./message";
import type { Outbox } from "./outbox";

export type NotifierContext = {
  readonly endpoints: readonly Endpoint[];
  readonly secret: Uint8Array;
  /** Where people open Drawbridge. */
  readonly publicUrl: string;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: ApplierLog;
};

export type Notifier = {
  /** Resolves when nothing runs any more. May be called again. */
  stop(): Promise<void>;
};

/** Milliseconds. */
const pace = { poll: 2_000, backoff: 1_000, longestBackoff: 600_000 };
const readAtOnce = 100;

/**
 * Tells every endpoint what happened, each in order and at least once, and each on its own: one that is down holds up
 * none of the others and nothing else. The cursor moves after the endpoint took a message, so that whoever dies in
 * between tells it again. Any number of instances may run on one store. Survives every error.
 */
export function startNotifier(context: NotifierContext): Notifier {
  const { endpoints, outbox, sleep, log } = context;
  const stop = new AbortController();
  let woken = Promise.withResolvers<void>();
  const wake = () => {
    woken.resolve();
    woken = Promise.withResolvers();
  };
  const waker = endpoints.length > 0 ? outbox.onWake(wake) : undefined;

  const tell = async (endpoint: Endpoint): Promise<void> => {
    while (!stop.signal.aborted) {
      const called = woken.promise;
      const work = () => tellAll(endpoint, context, stop.signal);
      await outbox.withLock(`webhook ${endpoint.id}`, work).catch((error: unknown) => {
        log("warn", "a webhook could not be told", { host: endpoint.host, reason: String(error) });
      });
      const enough = new AbortController();
      await Promise.race([called, sleep(pace.poll, AbortSignal.any([stop.signal, enough.signal]))]);
      enough.abort();
    }
  };

  const ended = Promise.all(endpoints.map(tell));
  return {
    async stop() {
      waker?.stop();
      stop.abort();
      await ended;
    },
  };
}

/** Tells an endpoint everything that it has not heard of yet, until it does not take one. */
async function tellAll(endpoint: Endpoint, context: NotifierContext, stopping: AbortSignal): Promise<void> {
  const { outbox, clock, publicUrl, secret, random, log } = context;
  await outbox.open(endpoint.id, clock.now());
  for (;;) {
    const cursor = await outbox.cursor(endpoint.id);
    if (!cursor || cursor.nextAt > clock.now() || stopping.aborted) return;
    const events = await outbox.after(cursor.seq, readAtOnce);
    if (events.length === 0) return;
    const subjects = await outbox.about(events);
    let { attempts } = cursor;
    for (const event of events) {
      const about = subjects.get(event.subject) ?? noSubject;
      const message = messageOf(event, about, { publicUrl, redact: redactCredentials });
      if (!message) continue;
      if (stopping.aborted) return;
      const problem = await deliver(endpoint, event, message, { secret, now: clock.now(), stopping });
      if (problem === undefined) {
        await outbox.told(endpoint.id, event.seq, clock.now());
        attempts = 0;
        continue;
      }
      if (stopping.aborted) return;
      attempts += 1;
      const nextAt = new Date(clock.now().getTime() + backoff(attempts, random()));
      await outbox.failed(endpoint.id, { attempts, nextAt, error: problem });
      log("warn", "a webhook was not taken, and is sent again", { host: endpoint.host, attempts, reason: problem });
      return;
    }
    const last = events.at(-1);
    if (last) await outbox.told(endpoint.id, last.seq, clock.now());
  }
}

/** Milliseconds until the next try: doubled for each failure, up to ten minutes, with a quarter of jitter. */
export function backoff(attempts: number, jitter: number): number {
  return Math.min(pace.longestBackoff, pace.backoff * 2 ** (attempts - 1)) * (0.75 + jitter / 4);
}
