import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { z } from "zod";
import type { OwnListChange } from "@/lib/changes/watch/compare-lists";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { Database } from "@/lib/store/database";
import { listWrites, updates } from "@/lib/store/schema-changes";

const entry = z.object({ cidrBlock: z.string().default(""), displayName: z.string().default("") });
const settingsBefore = z.object({ networks: z.object({ entries: z.array(entry) }) });
const networksSent = z.object({
  enabled: z.boolean().default(false),
  cidrBlocks: z.array(entry).default([]),
  gcpPublicCidrsAccessEnabled: z.boolean().optional(),
  privateEndpointEnforcementEnabled: z.boolean().optional(),
});
const ipEndpoints = z.object({ ipEndpointsConfig: z.object({ authorizedNetworksConfig: networksSent }) });
const bodySent = z.object({ update: z.object({ desiredControlPlaneEndpointsConfig: ipEndpoints }) });

/** Every write and update of ours to this list that had no outcome at `since`, in order. */
export async function ownChanges(
  { orm, run }: Database,
  name: ClusterName,
  since: Date,
): Promise<readonly OwnListChange[]> {
  const cluster = formatClusterName(name);
  const openWrites = or(isNull(listWrites.closedAt), gt(listWrites.closedAt, since));
  const writes = await run(() =>
    orm
      .select()
      .from(listWrites)
      .where(and(eq(listWrites.cluster, cluster), openWrites)),
  );
  const sent = inArray(updates.state, ["open", "applied", "failed"]);
  const openUpdates = and(sent, or(isNull(updates.closedAt), gt(updates.closedAt, since)));
  const others = await run(() =>
    orm
      .select()
      .from(updates)
      .where(and(eq(updates.cluster, cluster), openUpdates)),
  );
  const changes = [...writes.map(ofWrite), ...others.flatMap((row) => ofUpdate(row) ?? [])];
  return changes.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ change }) => change);
}

type Timed = { readonly at: Date; readonly change: OwnListChange };

function ofWrite({ at, before, after, state, closedAt }: typeof listWrites.$inferSelect): Timed {
  return { at, change: { before, after, settings: {}, settled: state === "settled", closedAt } };
}

/** Undefined for an update of something else than the list. */
function ofUpdate({ body, before, state, sentAt, requestedAt, closedAt }: typeof updates.$inferSelect) {
  const sent = bodySent.safeParse(body);
  const known = settingsBefore.safeParse(before);
  if (!sent.success || !known.success) return undefined;
  const { authorizedNetworksConfig: list } = sent.data.update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig;
  const { gcpPublicCidrsAccessEnabled: google, privateEndpointEnforcementEnabled: enforced } = list;
  const settings = {
    enabled: list.enabled,
    ...(google === undefined ? {} : { googleCloudAccess: google }),
    ...(enforced === undefined ? {} : { privateEndpointEnforcement: enforced }),
  };
  const { entries } = known.data.networks;
  const settled = state === "applied";
  const change = { before: entries, after: list.cidrBlocks, settings, settled, closedAt };
  return { at: sentAt ?? requestedAt, change };
}
