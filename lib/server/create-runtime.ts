import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { Clock } from "@/lib/core/clock";
import { kubernetesReader } from "@/lib/kubernetes/api/reader";
import { type EchoServer, publicEchoServers } from "@/lib/network/egress-echo";
import { clusterDirectory } from "@/lib/services/cluster-directory";
import { environmentDirectory } from "@/lib/services/workloads/environment-directory";
import { latestProof } from "@/lib/services/workloads/latest-proof";
import { recentBindings } from "@/lib/services/workloads/recent-bindings";
import { openStore } from "@/lib/store/store";
import type { Env } from "./env";
import { createIdentity, createRateLimiter } from "./identity";
import { createLogger } from "./logger";
import { createMetrics } from "./metrics";
import { createOutside } from "./outside";
import { readPolicy } from "./policy";
import { startApplierOf } from "./roles";
import type { Runtime } from "./runtime";
import { sandboxClock } from "./sandbox-clock";

/**
 * Reads the policy, opens the store, makes the clients, and starts the applier in the roles that have one.
 *
 * @throws EnvError, StoreError with a message for the person who starts Drawbridge
 */
export async function createRuntime(env: Env): Promise<Runtime> {
  const policy = readPolicy(env.DRAWBRIDGE_POLICY_FILE);
  const log = createLogger();
  const metrics = createMetrics();
  const followed = env.DRAWBRIDGE_SANDBOX_URL ? sandboxClock(env.DRAWBRIDGE_SANDBOX_URL) : undefined;
  const machine: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };
  const clock = followed ?? machine;
  /* What proves who somebody is has the machine's time, in the sandbox too. */
  const identity = createIdentity(env, { clock: machine, log });
  const store = await openStore(
    {
      ...(env.DATABASE_URL && { databaseUrl: env.DATABASE_URL }),
      dataDirectory: resolve(env.DRAWBRIDGE_DATA_DIR),
      retentionDays: env.DRAWBRIDGE_RETENTION_DAYS,
    },
    ({ level, message, ...fields }) => log[level](fields, message),
  );
  const stop = new AbortController();
  const retention = setInterval(() => {
    store
      .enforceRetention(clock.now())
      .catch((error: unknown) => log.warn({ reason: String(error) }, "retention failed"));
  }, 60 * 60_000);
  retention.unref();

  const outside = createOutside(
    {
      endpoint: env.DRAWBRIDGE_GOOGLE_ENDPOINT,
      tokenFile: env.DRAWBRIDGE_GOOGLE_TOKEN_FILE,
      impersonate: env.DRAWBRIDGE_IMPERSONATE,
    },
    {
      proxyUrl: env.DRAWBRIDGE_PROXY_URL,
      resolvers: env.DRAWBRIDGE_RESOLVERS,
      echoServers: echoServers(env.DRAWBRIDGE_ECHO_SERVERS),
    },
    clock,
  );
  const applier = startApplierOf(env, { store, clock, log });

  return {
    context: {
      projects: env.DRAWBRIDGE_PROJECTS,
      surroundings: (caller) => ({ ...outside, caller }),
      workloadSurroundings: () => ({
        ...outside,
        kubernetes: kubernetesReader,
        recentBindings: () => recentBindings(store, clock),
        latestProof: (cluster, namespace, serviceAccount) => latestProof(store, cluster, namespace, serviceAccount),
      }),
      composerLocations: env.DRAWBRIDGE_COMPOSER_LOCATIONS,
      directory: clusterDirectory(outside.container, clock),
      environments: environmentDirectory(outside.rest, clock),
      store,
      probeImage: env.DRAWBRIDGE_PROBE_IMAGE,
      policy,
      clock,
      newId: () => randomBytes(16).toString("base64url"),
      count: metrics.count,
    },
    mode: env.DRAWBRIDGE_SANDBOX_URL ? "sandbox" : "google",
    sandboxUrl: env.DRAWBRIDGE_SANDBOX_URL,
    sandboxClock: followed,
    trustedHops: env.DRAWBRIDGE_TRUSTED_HOPS,
    identity,
    rateLimiter: createRateLimiter(env, machine),
    log,
    metrics,
    stopping: stop.signal,
    async close() {
      clearInterval(retention);
      followed?.stop();
      stop.abort();
      await applier?.stop();
      await store.close();
    },
  };
}

function echoServers(settings: readonly string[]): readonly EchoServer[] {
  if (settings.length === 0) return publicEchoServers;
  return settings.map((setting) => {
    const [name, server = ""] = setting.split("=");
    return { name: name === "google" ? "google" : "opendns", server };
  });
}
