import { randomUUID } from "node:crypto";
import { startApplier } from "@/lib/changes/applier";
import { realSleep } from "@/lib/changes/real-sleep";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { openStore } from "@/lib/store/store";

/**
 * An applier as a process of its own: `node --import tsx e2e/chaos/applier-process.ts DATABASE GOOGLE TOKENFILE [STEP]`.
 * It says `ready`, and ends itself by SIGKILL, without a chance to clean up, when it comes to STEP.
 */
async function main([databaseUrl = "", endpoint = "", tokenFile = "", killAt]: readonly string[]): Promise<void> {
  const store = await openStore({ databaseUrl, dataDirectory: "", retentionDays: 1 }, () => undefined);
  const settings = { endpoint, tokenFile };
  const identity = googleIdentity(settings);
  startApplier({
    container: { ...containerReader(settings, identity), ...containerWriter(settings, identity) },
    store: store.changes,
    clock: { now: () => new Date(), monotonicMs: () => performance.now() },
    sleep: realSleep,
    random: Math.random,
    newId: randomUUID,
    log: (level, message, fields) => console.error(level, message, fields),
    atStep(step) {
      if (step === killAt) process.kill(process.pid, "SIGKILL");
    },
  });
  console.log("ready");
}

await main(process.argv.slice(2));
