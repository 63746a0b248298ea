import { sql } from "drizzle-orm";
import type { Run, RunRequest } from "@/lib/changes/runs/run";
import { formatClusterName } from "@/lib/core/cluster-name";
import { toClusterName } from "@/lib/store/changes/grant-rows";
import { toJsonb, toText } from "@/lib/store/json-text";
import type { podRuns } from "@/lib/store/schema-workloads";

type Row = typeof podRuns.$inferSelect;

export function toRun({ principalId, principalName, cluster, manifest, ...row }: Row): Run {
  return {
    ...row,
    cluster: toClusterName(cluster),
    manifest: manifest as Run["manifest"],
    principal: { id: principalId, name: principalName },
  };
}

/** The row of a new run, which waits for the applier. */
export function newRow({ principal, cluster, manifest, reason, idempotencyKey, ...request }: RunRequest) {
  return {
    ...request,
    cluster: formatClusterName(cluster),
    manifest: sql`${toJsonb(manifest)}::jsonb`,
    principalId: toText(principal.id),
    principalName: toText(principal.name),
    reason: toText(reason),
    idempotencyKey: toText(idempotencyKey),
    state: "queued" as const,
    detail: "",
    events: [],
    log: [],
    logTruncated: false,
  };
}
