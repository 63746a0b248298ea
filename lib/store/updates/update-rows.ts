import { sql } from "drizzle-orm";
import type { GrantVerification } from "@/lib/changes/grant";
import type { SentUpdate, Update, UpdateRequest } from "@/lib/changes/updates/update";
import { formatClusterName } from "@/lib/core/cluster-name";
import { toClusterName } from "@/lib/store/changes/grant-rows";
import { toJsonb, toText } from "@/lib/store/json-text";
import type { updates } from "@/lib/store/schema-changes";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import type { StepProgress } from "@/lib/workload/remedies/steps";

type Row = typeof updates.$inferSelect;

export function toUpdate(row: Row): Update {
  const { id, title, plan, diagnosis, reason, idempotencyKey, requestedAt, basis, undoes } = row;
  const { operation, detail, sentAt, closedAt } = row;
  const verified = row.verified as (Omit<GrantVerification, "at"> & { readonly at: string }) | null;
  return {
    ...{ id, title, plan, diagnosis, reason, idempotencyKey, requestedAt, basis, undoes },
    ...{ operation, detail, sentAt, closedAt },
    cluster: toClusterName(row.cluster),
    remedy: row.remedy as Update["remedy"],
    principal: { id: row.principalId, name: row.principalName },
    confirmed: row.confirmed as Update["confirmed"],
    state: row.state as Update["state"],
    sent: toSent(row),
    steps: toSteps(row),
    verified: verified && { ...verified, at: new Date(verified.at) },
  };
}

function toSent({ etag, before, body }: Row): SentUpdate | null {
  if (etag === null) return null;
  return { etag, before: before as SentUpdate["before"], body: body as SentUpdate["body"] };
}

/** An update of several steps keeps them where others keep the settings before. */
function toSteps({ remedy, before }: Row): readonly StepProgress[] | null {
  return isWorkloadRepair(remedy as Update["remedy"]) ? (before as readonly StepProgress[] | null) : null;
}

/** The row of a new update, which waits for the applier. */
export function newRow(request: UpdateRequest) {
  const { id, plan, diagnosis, requestedAt, basis, undoes, principal } = request;
  return {
    ...{ id, plan, diagnosis, requestedAt, basis, undoes },
    cluster: formatClusterName(request.cluster),
    remedy: sql`${toJsonb(request.remedy)}::jsonb`,
    title: toText(request.title),
    principalId: toText(principal.id),
    principalName: toText(principal.name),
    reason: toText(request.reason),
    idempotencyKey: toText(request.idempotencyKey),
    confirmed: sql`${toJsonb(request.confirmed)}::jsonb`,
    state: "queued",
    detail: "",
  };
}
