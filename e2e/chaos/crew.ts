import { type ApplierStep, applierSteps } from "@/lib/changes/applier-context";
import { seeded, type VirtualTime } from "@/lib/changes/testing";
import type { TestStore } from "@/lib/store/testing";
import type { Beginning } from "./applier-process";
import type { ChaosGoogle } from "./google";
import type { Instance, Nursery } from "./instance";
import { locksGone } from "./locks-gone";
import type { Mutation } from "./mutations";

/** What is done to the appliers and to PostgreSQL. */
export type Unrest = {
  /** Kills PostgreSQL; resolves when it answers again. */
  readonly killDatabase: () => Promise<void>;
  /** Steps to be killed at, one life after the other; those that were not reached come again. */
  readonly steps: ApplierStep[];
};

/** What was done to the appliers. */
export type Toll = { readonly kills: readonly (ApplierStep | "at random")[]; readonly stops: number };

export type CrewOptions = {
  readonly nursery: Nursery;
  readonly test: TestStore;
  readonly google: ChaosGoogle;
  readonly time: VirtualTime;
  readonly random: () => number;
  /** Without it, nothing is done to them. */
  readonly unrest?: Unrest | undefined;
  /** What is broken, by the cluster's name. */
  readonly mutations?: Readonly<Record<string, Mutation>>;
  /** Chance that an update is held back between its plan and its sending. */
  readonly slowness: number;
};

/** Real milliseconds: an applier that stands still has to lose its locks while virtual time stands, too. */
const lockLeaseMs = 600;

type Berth = {
  instance: Instance | undefined;
  step: ApplierStep | undefined;
  /** When it wants to be told the time; when it is dead, when the next one begins. */
  next: number;
  stoppedUntil: number | undefined;
};

/** Three appliers, and what is done to them. */
export class Crew {
  private readonly berths: readonly Berth[];
  private readonly kills: (ApplierStep | "at random")[] = [];
  private stops = 0;
  private calmFrom = 0;

  constructor(private readonly options: CrewOptions) {
    const now = options.time.clock.now().getTime();
    this.berths = [0, 1, 2].map(() => ({ instance: undefined, step: undefined, next: now, stoppedUntil: undefined }));
  }

  toll(): Toll {
    return { kills: this.kills, stops: this.stops };
  }

  /** Lets that much time pass, as fast as the work in it is done. */
  async through(milliseconds: number): Promise<void> {
    const { time, unrest } = this.options;
    this.calmFrom = time.start + milliseconds * 0.7;
    if (unrest) {
      for (let at = 15_000; at < milliseconds * 0.7; at += 25_000) time.at(at, () => this.killAny());
      for (const at of [0.1, 0.35]) time.at(milliseconds * at, () => this.stopAny());
      time.at(milliseconds * 0.3, unrest.killDatabase);
    }
    while (time.elapsed() < milliseconds) {
      const now = time.clock.now().getTime();
      await Promise.all(this.berths.map((berth) => this.tell(berth, now)));
      const earliest = Math.min(...this.berths.map(({ next }) => next - now), time.untilNext());
      await time.sleep(Math.min(1_000, Math.max(500, earliest)));
    }
  }

  close(): void {
    for (const { instance } of this.berths) instance?.signal("SIGKILL");
  }

  private async tell(berth: Berth, now: number): Promise<void> {
    const stopped = berth.stoppedUntil !== undefined;
    if (berth.stoppedUntil !== undefined && now < berth.stoppedUntil) return;
    berth.stoppedUntil = undefined;
    if (berth.instance === undefined) {
      if (now < berth.next) return;
      berth.step = now > this.calmFrom ? undefined : this.options.unrest?.steps.shift();
      const kill = berth.step ? { at: berth.step, after: 1 + Math.floor(this.options.random() * 6) } : null;
      berth.instance = await this.options.nursery.begin({ ...this.beginning(), now, kill });
      berth.next = now;
      return;
    }
    const answer = berth.instance.tell(now);
    /* Its clock is the first thing that it finds when it goes on, as a machine's is: a clock that had stood still with it would date what it sees now to then. */
    if (stopped) berth.instance.signal("SIGCONT");
    berth.next = await answer;
    const ended = berth.instance.ended();
    if (ended === undefined) return;
    if (ended !== "SIGKILL") throw new Error(`an applier ended by ${ended}`);
    this.kills.push(berth.step ?? "at random");
    this.bury(berth);
  }

  private bury(berth: Berth): void {
    berth.instance = undefined;
    berth.step = undefined;
    berth.next = this.options.time.clock.now().getTime() + Math.round(this.options.random() * 5_000);
  }

  /** In the midst of whatever it is doing: a moment after it was told the time. */
  private async killAny(): Promise<void> {
    const berth = this.anyAlive();
    if (!berth?.instance) return;
    const told = berth.instance.tell(this.options.time.clock.now().getTime() + 1_000);
    const moment = Math.floor(this.options.random() * 12);
    await new Promise((resolve) => setTimeout(resolve, moment));
    berth.instance.signal("SIGKILL");
    await told;
    if (berth.step) this.options.unrest?.steps.push(berth.step);
    this.kills.push("at random");
    this.bury(berth);
  }

  /** For longer than a grant may outlive its end, and than its locks last. */
  private async stopAny(): Promise<void> {
    const berth = this.anyAlive();
    if (!berth?.instance) return;
    berth.instance.signal("SIGSTOP");
    this.stops += 1;
    berth.stoppedUntil = this.options.time.clock.now().getTime() + 90_000;
    await locksGone(this.options.test.databaseUrl, berth.instance.pid);
  }

  private anyAlive(): Berth | undefined {
    const alive = this.berths.filter(({ instance, stoppedUntil }) => instance && stoppedUntil === undefined);
    return alive[Math.floor(this.options.random() * alive.length)];
  }

  private beginning(): Omit<Beginning, "now" | "kill"> {
    const { test, google, mutations = {}, slowness } = this.options;
    const { google: endpoint, applierTokenFile: tokenFile } = google.simulator;
    return { databaseUrl: test.databaseUrl, endpoint, tokenFile, mutations, slowness, lockLeaseMs };
  }
}

/** All steps in an order of the seed's. */
export function stepsInOrder(seed: number): ApplierStep[] {
  const random = seeded(seed);
  return applierSteps
    .map((step) => ({ step, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ step }) => step);
}
