/** The simulated Google's clock: the machine's, until it is frozen, set or advanced. Certificates follow the machine's. */
export class SimulatedClock {
  private frozenAt: number | undefined;
  private aheadMs = 0;

  constructor(private readonly machine: () => Date) {}

  now(): Date {
    return new Date(this.frozenAt ?? this.machine().getTime() + this.aheadMs);
  }

  get isFrozen(): boolean {
    return this.frozenAt !== undefined;
  }

  /** Stops the clock where it is. */
  freeze(): void {
    this.frozenAt = this.now().getTime();
  }

  /** Lets the clock run on from where it is. */
  resume(): void {
    this.set(this.now(), false);
  }

  /** Moves the clock to a time; it stands or runs there as it did before, unless told otherwise. */
  set(at: Date, frozen = this.isFrozen): void {
    this.frozenAt = frozen ? at.getTime() : undefined;
    this.aheadMs = at.getTime() - this.machine().getTime();
  }

  /** Moves the clock on, standing or running. */
  advance(milliseconds: number): void {
    this.set(new Date(this.now().getTime() + milliseconds));
  }

  /** The machine's time again. */
  reset(): void {
    this.frozenAt = undefined;
    this.aheadMs = 0;
  }
}
