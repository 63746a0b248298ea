import { and, eq, getTableColumns, type SQL } from "drizzle-orm";
import type { Grant, GrantRequest } from "@/lib/changes/grant";
import { type ClusterName, formatClusterName, parseClusterName } from "@/lib/core/cluster-name";
import type { Database } from "@/lib/store/database";
import { toText } from "@/lib/store/json-text";
import { grants, ownedEntries } from "@/lib/store/schema-changes";
import { StoreError } from "@/lib/store/store-error";

type Row = typeof grants.$inferSelect & { readonly marker: string | null };

/** Grants with the markers of their entries, as a query to narrow down. */
export function selectGrants(orm: Pick<Database["orm"], "select">) {
  const shared = and(eq(ownedEntries.cluster, grants.cluster), eq(ownedEntries.cidr, grants.cidr));
  return orm
    .select({ ...getTableColumns(grants), marker: ownedEntries.marker })
    .from(grants)
    .leftJoin(ownedEntries, shared as SQL)
    .$dynamic();
}

export function toGrant(row: Row): Grant {
  const { id, cidr, reason, requestedAt, startBy, durationMs, approvalsNeeded, idempotencyKey, state, attempts } = row;
  const { approvedAt, activatedAt, expiresAt, endedAt, endReason, endDetail } = row;
  return {
    ...{ id, cidr, reason, requestedAt, startBy, durationMs, approvalsNeeded, idempotencyKey, state, attempts },
    ...{ approvedAt, activatedAt, expiresAt, endedAt, endReason, endDetail },
    cluster: toClusterName(row.cluster),
    principal: { id: row.principalId, name: row.principalName },
    approvals: row.approvals.map((approval) => ({ ...approval, at: new Date(approval.at) })),
    stop: row.stopAt && row.stopReason ? { at: row.stopAt, reason: row.stopReason } : null,
    entryMarker: row.marker,
    ...{ breakGlass: row.breakGlass, address: row.address, policy: row.policy, prolongs: row.prolongs },
    verified: row.verified && { ...row.verified, at: new Date(row.verified.at) },
    review: row.review && { ...row.review, at: new Date(row.review.at) },
  };
}

/** The row of a new grant. One that needs no approval is approved as it is requested. */
export function newRow(request: GrantRequest): typeof grants.$inferInsert {
  const { id, cidr, requestedAt, startBy, durationMs, approvalsNeeded, principal } = request;
  return {
    ...{ id, cidr, requestedAt, startBy, durationMs, approvalsNeeded },
    cluster: formatClusterName(request.cluster),
    principalId: toText(principal.id),
    principalName: toText(principal.name),
    reason: toText(request.reason),
    idempotencyKey: toText(request.idempotencyKey),
    state: approvalsNeeded > 0 ? "requested" : "approved",
    approvals: [],
    approvedAt: approvalsNeeded > 0 ? null : requestedAt,
    endDetail: "",
    attempts: 0,
    ...{ breakGlass: request.breakGlass, address: request.address, prolongs: request.prolongs },
    policy: request.policy,
  };
}

export function toClusterName(text: string): ClusterName {
  const name = parseClusterName(text);
  if (!name) throw new StoreError("query-failed", `The database names a cluster that cannot be read: ${text}.`);
  return name;
}
