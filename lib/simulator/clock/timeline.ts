type Event = { readonly at: number; readonly order: number; readonly run: (at: Date) => void };

/**
 * What is going to happen, by the simulated clock. Nothing happens by itself: `settle` makes everything happen that is
 * due, in the order of its times, each thing told its own time. Whoever looks at the simulated world settles it first.
 */
export class Timeline {
  private events: readonly Event[] = [];
  private scheduled = 0;
  private settling = false;

  /** Plans `run` for this time (milliseconds since 1970); the returned function takes it back. */
  schedule(at: number, run: (at: Date) => void): () => void {
    this.scheduled += 1;
    const event: Event = { at, order: this.scheduled, run };
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

  private next(): Event | undefined {
    return this.events.reduce<Event | undefined>(
      (first, event) =>
        !first || event.at < first.at || (event.at === first.at && event.order < first.order) ? event : first,
      undefined,
    );
  }
}
