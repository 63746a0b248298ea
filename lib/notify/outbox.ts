import type { EventSubject, ToldEvent } from "./event";

/** How far an endpoint was told. */
export type Cursor = {
  /** The last event that it was told of, or that is not for it. */
  readonly seq: number;
  /** Failures in a row. */
  readonly attempts: number;
  readonly nextAt: Date;
};

/**
 * The audit log as an outbox: what happened is told on when it is stored, never instead of it. Every method throws
 * StoreError.
 */
export type Outbox = {
  /** Makes the cursor of an endpoint that is new: it hears of what happens from `now` on. */
  readonly open: (endpoint: string, now: Date) => Promise<void>;
  readonly cursor: (endpoint: string) => Promise<Cursor | undefined>;
  readonly told: (endpoint: string, seq: number, now: Date) => Promise<void>;
  readonly failed: (
    endpoint: string,
    failure: { readonly attempts: number; readonly nextAt: Date; readonly error: string },
  ) => Promise<void>;
  /** Events after that one, in order. */
  readonly after: (seq: number, limit: number) => Promise<readonly ToldEvent[]>;
  /** By the events' `subject`. */
  readonly about: (events: readonly ToldEvent[]) => Promise<ReadonlyMap<string, EventSubject>>;
  /** Runs `work` while no other instance does; resolves with undefined when one does. */
  readonly withLock: <Value>(name: string, work: () => Promise<Value>) => Promise<Value | undefined>;
  /** Calls back when something happened. Calls may be lost. */
  readonly onWake: (wake: () => void) => { readonly stop: () => void };
};
