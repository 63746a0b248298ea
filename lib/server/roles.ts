import { randomBytes } from "node:crypto";
import { type Applier, startApplier } from "@/lib/changes/applier";
import { realSleep } from "@/lib/changes/real-sleep";
import { startRunner } from "@/lib/changes/runs/runner";
import { verifyByRun } from "@/lib/changes/runs/verify-updates";
import type { Clock } from "@/lib/core/clock";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { googleRest } from "@/lib/google/rest";
import type { Store } from "@/lib/store/store";
import type { Env } from "./env";
import type { Logger } from "./logger";
import { applierKubernetes } from "./roles-kubernetes";
import { startTelling } from "./roles-telling";
import { applierWorkloads } from "./roles-workloads";

/*
 * The only place where the identity that writes meets the rest: services and pages cannot import what is made here, and a
 * process of the role `web` never makes it.
 */

/** Starts the applier with its own identity, in the roles that have one; undefined in the role `web`. */
export function startApplierOf(
  env: Env,
  { store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Logger },
): Applier | undefined {
  if (env.DRAWBRIDGE_ROLE === "web") return undefined;
  const settings = {
    endpoint: env.DRAWBRIDGE_GOOGLE_ENDPOINT,
    tokenFile: env.DRAWBRIDGE_APPLIER_TOKEN_FILE ?? env.DRAWBRIDGE_GOOGLE_TOKEN_FILE,
    impersonate: env.DRAWBRIDGE_APPLIER_IMPERSONATE,
  };
  const identity = googleIdentity(settings);
  const reader = containerReader(settings, identity);
  const way = { proxyUrl: env.DRAWBRIDGE_PROXY_URL, resolvers: env.DRAWBRIDGE_RESOLVERS };
  const kubernetes = applierKubernetes({ container: reader, identity }, way);
  const telling = startTelling(env, { store, clock, log }, { container: reader, rest: googleRest(settings, identity) });
  const container = { ...reader, ...containerWriter(settings, identity) };
  const applier = startApplier({
    container,
    workloads: applierWorkloads(settings, { container, identity }, way),
    store: store.changes,
    clock,
    sleep: realSleep,
    random: Math.random,
    newId: () => randomBytes(16).toString("base64url"),
    log: (level, message, fields) => log[level](fields, message),
  });
  const runner = startRunner({
    runs: store.runQueue,
    kubernetes,
    clock,
    sleep: realSleep,
    log: (level, message, fields) => log[level](fields, message),
    proven: (run) => verifyByRun(store, run),
  });
  return {
    async stop() {
      await Promise.all([applier.stop(), runner.stop(), telling.stop()]);
    },
  };
}
