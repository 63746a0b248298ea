import { randomUUID } from "node:crypto";
import { startApplier } from "@/lib/changes/applier";
import type { ApplierStep } from "@/lib/changes/applier-context";
import type { ClusterName } from "@/lib/core/cluster-name";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { openStore } from "@/lib/store/store";
import { createLockstep, type Lockstep } from "./lockstep";
import { brokenChanges, brokenContainer, type Mutation } from "./mutations";
import { rawUpdate, slowly } from "./slow-container";

/** What an instance is started with, once. */
export type Beginning = {
  readonly now: number;
  readonly databaseUrl: string;
  readonly endpoint: string;
  readonly tokenFile: string;
  /** It ends itself by SIGKILL when it comes to this step for that many-th time. */
  readonly kill: { readonly at: ApplierStep; readonly after: number } | null;
  /** What is broken, by the cluster's name; nothing on all others. */
  readonly mutations: Readonly<Record<string, Mutation>>;
  /** Chance that an update is held back between its plan and its sending, while others write. */
  readonly slowness: number;
  /** Milliseconds of real time after which the locks of an instance that stands still are free. */
  readonly lockLeaseMs: number;
};

/** What the conductor says: how it begins, then again and again what time it is. */
export type Told = { readonly begin: Beginning } | { readonly now: number };

/** The answer: nothing is under way any more, and when the next sleeper is to be woken. */
export type Said = { readonly next: number };

/*
 * An applier as a process of its own, with the real client of Google and connections of its own. It can be killed, and
 * stopped, like any process; the conductor that started it tells it the time.
 */
let lockstep: Lockstep | undefined;

async function begin({ now, kill, mutations, slowness, ...given }: Beginning): Promise<Lockstep> {
  const { databaseUrl, lockLeaseMs, endpoint, tokenFile } = given;
  const store = await openStore({ databaseUrl, dataDirectory: "", retentionDays: 1, lockLeaseMs }, () => undefined);
  const settings = { endpoint, tokenFile };
  const identity = googleIdentity(settings);
  const made = createLockstep(now);
  const container = made.container({ ...containerReader(settings, identity), ...containerWriter(settings, identity) });
  const mutationOf = ({ cluster }: ClusterName) => mutations[cluster] ?? "none";
  let left = kill?.after ?? 0;
  startApplier({
    container: slowly(brokenContainer(container, rawUpdate(endpoint, tokenFile), mutationOf), made.sleep, slowness),
    store: made.store(brokenChanges(store.changes, mutationOf)),
    clock: made.clock,
    sleep: made.sleep,
    random: Math.random,
    newId: randomUUID,
    log: (level, message, fields) => {
      if (process.env.CHAOS_LOG) console.error(level, message, fields);
    },
    atStep(step) {
      if (step !== kill?.at) return;
      left -= 1;
      if (left <= 0) process.kill(process.pid, "SIGKILL");
    },
  });
  return made;
}

process.on("message", async (told: Told) => {
  if ("begin" in told) lockstep = await begin(told.begin);
  const now = "begin" in told ? told.begin.now : told.now;
  const next = (await lockstep?.advance(now)) ?? now;
  const said: Said = { next: Number.isFinite(next) ? next : now + 60_000 };
  process.send?.(said);
});
process.on("disconnect", () => process.exit());
