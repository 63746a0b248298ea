import { readFileSync } from "node:fs";
import { type GroupsOf, noGroups, parseGroupsFile } from "@/lib/auth/groups-file";
import { iapIdentity } from "@/lib/auth/iap";
import type { Identity } from "@/lib/auth/identity";
import { loopbackIdentity } from "@/lib/auth/loopback";
import { oidcIdentity } from "@/lib/auth/oidc";
import { noRateLimit, type RateLimiter, rateLimiter } from "@/lib/auth/rate-limit";
import { remoteKeys } from "@/lib/auth/remote-keys";
import { publicSites } from "@/lib/auth/sites";
import type { Clock } from "@/lib/core/clock";
import { unauthenticated } from "@/lib/core/problem";
import { type Env, EnvError } from "./env";
import type { Logger } from "./logger";

/**
 * How people are known, by the settings.
 *
 * @throws EnvError when the file of groups cannot be read
 */
export function createIdentity(env: Env, { clock, log }: { readonly clock: Clock; readonly log: Logger }): Identity {
  if (env.DRAWBRIDGE_ROLE === "applier") return nobody;
  const sites = publicSites(env.DRAWBRIDGE_PUBLIC_URL);
  switch (env.DRAWBRIDGE_AUTH) {
    case "loopback":
      return loopbackIdentity(env.DRAWBRIDGE_LOCAL_GROUPS);
    case "iap":
      return iapIdentity({
        audience: required(env.DRAWBRIDGE_IAP_AUDIENCE),
        domains: env.DRAWBRIDGE_IAP_DOMAIN,
        keys: remoteKeys(new URL(env.DRAWBRIDGE_IAP_KEYS_URL), {
          nowMs: clock.monotonicMs,
          failed: (reason) => log.warn({ reason }, "the keys of Identity-Aware Proxy could not be fetched"),
        }),
        groupsOf: readGroups(env.DRAWBRIDGE_GROUPS_FILE),
        sites,
        now: clock.now,
        refused: (reason) => log.warn({ reason }, "refused an assertion of Identity-Aware Proxy"),
        firstSeen: (person) => log.info(person, "a person came in"),
      });
    case "oidc":
      return oidcIdentity({
        issuer: new URL(required(env.DRAWBRIDGE_OIDC_ISSUER)),
        clientId: required(env.DRAWBRIDGE_OIDC_CLIENT_ID),
        clientSecret: required(env.DRAWBRIDGE_OIDC_CLIENT_SECRET),
        scopes: env.DRAWBRIDGE_OIDC_SCOPES,
        groupsClaim: env.DRAWBRIDGE_OIDC_GROUPS_CLAIM,
        sessionSecret: required(env.DRAWBRIDGE_SESSION_SECRET),
        sites,
        now: clock.now,
        failed: (reason) => log.warn({ reason }, "signing in failed"),
        signedIn: (person) => log.info(person, "a person signed in"),
      });
  }
}

/** An applier that is a process of its own answers probes, and no person. */
const nobody: Identity = {
  kind: "local",
  sites: publicSites([]),
  authenticate: async () => {
    throw unauthenticated("An applier knows nobody.");
  },
};

export function createRateLimiter(env: Env, clock: Clock): RateLimiter {
  return env.DRAWBRIDGE_RATE_LIMIT === "off" ? noRateLimit : rateLimiter(clock.monotonicMs);
}

function readGroups(file: string | undefined): GroupsOf {
  if (file === undefined) return noGroups;
  try {
    return parseGroupsFile(readFileSync(file, "utf8"));
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).split("\n");
    const problems = lines.map((line) => `  ${line}`).join("\n");
    throw new EnvError(
      `Drawbridge cannot start with this file of groups (DRAWBRIDGE_GROUPS_FILE=${file}):\n${problems}`,
    );
  }
}

/** `readEnv` saw to it. */
function required(value: string | undefined): string {
  if (value === undefined) throw new EnvError("A setting of DRAWBRIDGE_AUTH is missing.");
  return value;
}
