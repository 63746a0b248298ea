type Event = { readonly at: number; readonly run: (at: Date) => void };

/**
 * What is going to happen, by the simulated clock. Nothing happens by itself: `settle` makes everything happen that is
 * due, in the order of its times, each thing told its own time. Whoever looks at the simulated world settles it first.
 */
export class Timeline {
  /** In the order in which they were planned. */
  private events: readonly Event[] = [];
  private settling = false;

  /** Plans `run` for this time (milliseconds since 1970); the returned function takes it back. */
  schedule(at: number, run: (at: Date) => void): () => void {
    const event: Event = { at, run };
    this.events = [...this.events, event];
    return () => {
      this.events = this.events.filter((other) => other !== event);
    };
  }

  /** Makes everything happen that is due by now, also what that itself plans. Inside such an event it does nothing. */
  settle(now: number): void {
    if (this.settling) return;
    this.settling = true;
    try {
      for (let next = this.next(); next && next.at <= now; next = this.next()) {
        const event = next;
        this.events = this.events.filter((other) => other !== event);
        event.run(new Date(event.at));
      }
    } finally {
      this.settling = false;
    }
  }

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  clear(): void {
    this.events = [];
  }

  /** Of those at the same time, the one that was planned first. */
  private next(): Event | undefined {
    return this.events.reduce<Event | undefined>(
      (first, event) => (!first || event.at < first.at ? event : first),
      undefined,
    );
  }
}
