import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { Clock } from "@/lib/core/clock";
import { type EchoServer, publicEchoServers } from "@/lib/network/egress-echo";
import { clusterDirectory } from "@/lib/services/cluster-directory";
import { openStore } from "@/lib/store/store";
import type { Env } from "./env";
import { createLogger } from "./logger";
import { createMetrics } from "./metrics";
import { createOutside } from "./outside";
import type { Runtime } from "./runtime";

/**
 * Opens the store and makes the clients.
 *
 * @throws StoreError with a message for the person who starts Drawbridge
 */
export async function createRuntime(env: Env): Promise<Runtime> {
  const log = createLogger();
  const metrics = createMetrics();
  const clock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };
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
    { endpoint: env.DRAWBRIDGE_GOOGLE_ENDPOINT, tokenFile: env.DRAWBRIDGE_GOOGLE_TOKEN_FILE },
    {
      proxyUrl: env.DRAWBRIDGE_PROXY_URL,
      resolvers: env.DRAWBRIDGE_RESOLVERS,
      echoServers: echoServers(env.DRAWBRIDGE_ECHO_SERVERS),
    },
    clock,
  );

  return {
    context: {
      projects: env.DRAWBRIDGE_PROJECTS,
      surroundings: (caller) => ({ ...outside, caller }),
      directory: clusterDirectory(outside.container, clock),
      store,
      clock,
      newId: () => randomBytes(16).toString("base64url"),
      count: metrics.count,
    },
    mode: env.DRAWBRIDGE_SANDBOX_URL ? "sandbox" : "google",
    sandboxUrl: env.DRAWBRIDGE_SANDBOX_URL,
    trustedHops: env.DRAWBRIDGE_TRUSTED_HOPS,
    log,
    metrics,
    stopping: stop.signal,
    async close() {
      clearInterval(retention);
      stop.abort();
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
