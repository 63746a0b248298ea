import { realSleep } from "@/lib/changes/real-sleep";
import { startWatch } from "@/lib/changes/watch/start-watch";
import type { Clock } from "@/lib/core/clock";
import { listAuthorizedNetworkUpdates } from "@/lib/google/audit-log";
import type { ContainerReader } from "@/lib/google/container";
import type { Rest } from "@/lib/google/rest";
import { readSecret } from "@/lib/notify/sign";
import { startNotifier } from "@/lib/notify/start-notifier";
import type { Store } from "@/lib/store/store";
import type { Env } from "./env";
import type { Logger } from "./logger";

type Parts = { readonly store: Store; readonly clock: Clock; readonly log: Logger };
type Google = { readonly container: Pick<ContainerReader, "listClusters">; readonly rest: Rest };

/** Starts what watches the lists and what tells people: both beside the applier, with its identity, and neither writes to Google. */
export function startTelling(env: Env, { store, clock, log }: Parts, { container, rest }: Google) {
  const common = {
    sleep: realSleep,
    random: Math.random,
    log: (level: "info" | "warn" | "error", message: string, fields: object) => log[level](fields, message),
  };
  const watch = startWatch({
    ...common,
    projects: env.DRAWBRIDGE_PROJECTS,
    google: {
      listClusters: container.listClusters,
      listUpdates: (cluster, since, signal) => listAuthorizedNetworkUpdates(rest, cluster, since, signal),
    },
    store: store.sightings,
    clock,
    everySeconds: env.DRAWBRIDGE_WATCH_SECONDS,
  });
  const notifier = startNotifier({
    ...common,
    endpoints: env.DRAWBRIDGE_WEBHOOKS,
    secret: readSecret(env.DRAWBRIDGE_WEBHOOK_SECRET ?? "") ?? new Uint8Array(),
    publicUrl: env.DRAWBRIDGE_PUBLIC_URL[0]?.replace(/\/$/, "") ?? `http://localhost:${env.PORT}`,
    outbox: store.outbox,
    // Receivers compare a signature's time with their own: the machine's, in the sandbox too.
    clock: { now: () => new Date(), monotonicMs: () => performance.now() },
  });
  return {
    async stop() {
      await Promise.all([watch.stop(), notifier.stop()]);
    },
  };
}
