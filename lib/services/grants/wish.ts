import { createHash } from "node:crypto";
import type { GrantRequest } from "@/lib/changes/grant";
import { cidrContains, parseCidr } from "@/lib/core/address";
import type { ClusterName } from "@/lib/core/cluster-name";
import { parseDuration } from "@/lib/core/duration";
import { badRequest } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { type Asker, asPerson } from "./asker";

/** What a person wants, on one cluster. */
export type Wish = {
  readonly cluster: ClusterName;
  /** Canonical. */
  readonly cidr: string;
  readonly durationMs: number;
  readonly reason: string;
  readonly breakGlass: boolean;
  /** The grant that this one is to prolong. */
  readonly prolongs: string | null;
};

const shortestSeconds = 300;

/** Milliseconds until which a grant has to be active: one that waits for nobody, and one that waits for people. */
const patience = { nobody: 60 * 60_000, people: 24 * 60 * 60_000 };

/** @throws Problem 400 */
export function readCidr(text: string): string {
  const cidr = parseCidr(text);
  if (!cidr) throw badRequest("cidr must be an address or a network such as 62.4.5.6 or 62.4.5.0/24.");
  return cidr;
}

/**
 * Milliseconds of a length of time as people write it.
 *
 * @throws Problem 400
 */
export function readDuration(given: string | number): number {
  const seconds = parseDuration(given);
  if (seconds === undefined) throw badRequest("duration must look like 4h, 90m, 2d, PT4H, or be seconds as a number.");
  if (seconds < shortestSeconds)
    throw badRequest("duration must be at least 5 minutes: opening the way takes a while.");
  return seconds * 1_000;
}

/** A new grant for it. `policy`: what decided that it may be. */
export function grantRequest(
  { newId, clock, policy }: Pick<ServiceContext, "newId" | "clock" | "policy">,
  { principal, seen }: Asker,
  wish: Wish,
  decided: {
    readonly idempotencyKey: string;
    readonly approvalsNeeded: number;
    readonly rules: readonly string[];
    /** Not later than this, whatever else. */
    readonly startBefore?: Date;
  },
): GrantRequest {
  const requestedAt = clock.now();
  const { idempotencyKey, approvalsNeeded, rules, startBefore } = decided;
  const latest = requestedAt.getTime() + (approvalsNeeded > 0 ? patience.people : patience.nobody);
  return {
    ...wish,
    id: newId(),
    principal: asPerson(principal),
    requestedAt,
    startBy: new Date(Math.min(latest, startBefore?.getTime() ?? latest)),
    approvalsNeeded,
    idempotencyKey,
    address: seen.addresses.find((address) => cidrContains(wish.cidr, address)) ?? seen.addresses[0] ?? null,
    policy: {
      fingerprint: policy.fingerprint,
      rules,
      asked: { groups: principal.groups, addressProven: seen.proven },
    },
  };
}

/**
 * One click's key: the header's SHA-256, because what a client sends there by mistake may be a secret, or a new one when
 * there is no header.
 *
 * @throws Problem 400 for a key that is none
 */
export function clickKey({ newId }: Pick<ServiceContext, "newId">, header: string | null): string {
  if (header === null) return newId();
  if (!/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw badRequest("The header Idempotency-Key must be 1 to 200 visible ASCII characters.");
  }
  return createHash("sha256").update(header).digest("base64url");
}
