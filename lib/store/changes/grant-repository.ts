import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Grant, GrantRequest } from "@/lib/changes/grant";
import type { GrantAnswer, GrantStore, RequestAnswer } from "@/lib/changes/grant-store";
import { formatClusterName } from "@/lib/core/cluster-name";
import { audited, type Tell, type Transaction } from "@/lib/store/audit/audited";
import { canonicalJson } from "@/lib/store/audit/event";
import { decodeCursor, encodeCursor } from "@/lib/store/cursor";
import type { Database } from "@/lib/store/database";
import { toText } from "@/lib/store/json-text";
import { grants } from "@/lib/store/schema-changes";
import { StoreError } from "@/lib/store/store-error";
import { approveGrant, denyGrant, extendGrant, reviewGrant, revokeGrant, verifyGrant } from "./grant-decisions";
import { newRow, selectGrants, toGrant } from "./grant-rows";
import { latestWrite } from "./grant-writes";
import { knownClick } from "./known-click";

const largestPage = 500;

/** Every method throws StoreError, and nothing else. */
export function grantRepository(database: Database): GrantStore {
  const { orm, run } = database;
  const decide = (
    id: string,
    decision: (grant: Grant, transaction: Transaction, tell: Tell) => Promise<string | null>,
  ) =>
    audited(database, async (transaction, tell): Promise<GrantAnswer> => {
      const found = await lockGrant(transaction, id);
      if (!found) return { kind: "not-found" };
      const why = await decision(found, transaction, tell);
      if (why !== null) return { kind: "refused", why };
      const grant = await lockGrant(transaction, id);
      return grant ? { kind: "done", grant } : { kind: "not-found" };
    });

  return {
    request: (requests) => audited(database, (transaction, tell) => insertOnce(requests, transaction, tell)),

    async ofClick(principalId, key) {
      const mine = and(eq(grants.principalId, toText(principalId)), eq(grants.idempotencyKey, toText(key)));
      const made = await run(() => selectGrants(orm).where(mine).orderBy(grants.cluster));
      return made.map(toGrant);
    },

    latestWrite: (grant) => latestWrite(database, grant),

    async get(id) {
      if (id.includes("\0")) return undefined;
      const [row] = await run(() => selectGrants(orm).where(eq(grants.id, id)));
      return row && toGrant(row);
    },

    async list({ cluster, principalId, states, limit, cursor }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
        throw new StoreError("invalid-limit", `A page has 1 to ${largestPage} grants, not ${limit}.`);
      }
      const position = cursor === undefined ? undefined : decodeCursor(cursor);
      const where = and(
        cluster && eq(grants.cluster, formatClusterName(cluster)),
        principalId === undefined ? undefined : eq(grants.principalId, toText(principalId)),
        states && inArray(grants.state, [...states]),
        position &&
          sql`(${grants.requestedAt}, ${grants.id}) < (${position.createdAt.toISOString()}::timestamptz, ${position.id})`,
      );
      const found = await run(() =>
        selectGrants(orm)
          .where(where)
          .orderBy(desc(grants.requestedAt), desc(grants.id))
          .limit(limit + 1),
      );
      const page = found.slice(0, limit).map(toGrant);
      const last = page.at(-1);
      const more = last && found.length > limit;
      return { grants: page, nextCursor: more ? encodeCursor({ createdAt: last.requestedAt, id: last.id }) : null };
    },

    approve: (id, decision) => decide(id, (...given) => approveGrant(decision, ...given)),
    deny: (id, decision) => decide(id, (...given) => denyGrant(decision, ...given)),
    revoke: (id, decision) => decide(id, (...given) => revokeGrant(decision, ...given)),
    extend: (id, decision) => decide(id, (...given) => extendGrant(decision, ...given)),
    verify: (id, proof) => decide(id, (...given) => verifyGrant(proof, ...given)),
    review: (id, decision) => decide(id, (...given) => reviewGrant(decision, ...given)),
  };
}

/** The grant, which nobody else changes until the transaction ends. */
async function lockGrant(transaction: Transaction, id: string): Promise<Grant | undefined> {
  if (id.includes("\0")) return undefined;
  const [row] = await selectGrants(transaction).where(eq(grants.id, id)).for("update", { of: grants });
  return row && toGrant(row);
}

async function insertOnce(
  requests: readonly GrantRequest[],
  transaction: Transaction,
  tell: Tell,
): Promise<RequestAnswer> {
  const [first] = requests;
  if (!first) return { kind: "refused", why: "No cluster was named." };
  const click = { principalId: toText(first.principal.id), key: toText(first.idempotencyKey) };
  const fingerprint = fingerprintOf(requests);
  const known = await knownClick(transaction, { ...click, fingerprint, createdAt: first.requestedAt });
  const mine = and(eq(grants.principalId, click.principalId), eq(grants.idempotencyKey, click.key));
  if (known === "other") {
    return { kind: "refused", why: "This idempotency key was used for another request: use a new one." };
  }
  if (known === "same") {
    const made = await selectGrants(transaction).where(mine).orderBy(grants.cluster);
    return { kind: "done", grants: made.map(toGrant), repeated: true };
  }
  await transaction.insert(grants).values(requests.map(newRow));
  for (const request of requests) tell(requestedEvent(request));
  const made = await selectGrants(transaction).where(mine).orderBy(grants.cluster);
  return { kind: "done", grants: made.map(toGrant), repeated: false };
}

function fingerprintOf(requests: readonly GrantRequest[]): string {
  const wanted = requests.map(({ cluster, cidr, durationMs, reason, breakGlass, prolongs }) =>
    canonicalJson({
      cluster: formatClusterName(cluster),
      ...{ cidr, durationMs, breakGlass, prolongs },
      reason: toText(reason),
    }),
  );
  return canonicalJson(wanted.sort());
}

function requestedEvent(request: GrantRequest) {
  const { id, cluster, cidr, principal, reason, requestedAt, startBy, durationMs, approvalsNeeded } = request;
  const { breakGlass, address, policy, prolongs } = request;
  return {
    at: requestedAt,
    actor: principal.id,
    action: "grant.requested",
    subject: `grants/${id}`,
    data: {
      state: approvalsNeeded > 0 ? "requested" : "approved",
      cluster: formatClusterName(cluster),
      ...{ cidr, principal, reason, durationMs, approvalsNeeded, breakGlass, address, policy, prolongs },
      startBy: startBy.toISOString(),
    },
  };
}
