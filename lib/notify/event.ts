import type { Person } from "@/lib/changes/grant";

/** An event of the audit log, as it is told on. */
export type ToldEvent = {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  /** `grants/ID`, `writes/ID`, `updates/ID`, `lists/CLUSTER`. */
  readonly subject: string;
  readonly data: unknown;
  readonly hash: string;
};

/** What an event is about: its subject as it is by now. Everything is null that the subject has not, or when it is gone. */
export type EventSubject = {
  /** `projects/P/locations/L/clusters/C`. */
  readonly cluster: string | null;
  readonly person: Person | null;
  /** Of grants. */
  readonly cidr: string | null;
  readonly reason: string | null;
  readonly breakGlass: boolean;
  readonly durationMs: number | null;
  readonly expiresAt: Date | null;
  readonly approvalsNeeded: number;
  /** Of updates. */
  readonly title: string | null;
  /** Of writes: the networks that go on the list and off it. */
  readonly adds: readonly string[];
  readonly removes: readonly string[];
};

export const noSubject: EventSubject = {
  ...{ cluster: null, person: null, cidr: null, reason: null, breakGlass: false, durationMs: null, expiresAt: null },
  ...{ approvalsNeeded: 0, title: null, adds: [], removes: [] },
};
