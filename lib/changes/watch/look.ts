import type { ApplierLog } from "@/lib/changes/applier-context";
import type { Clock } from "@/lib/core/clock";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { isGoogleError } from "@/lib/google/google-error";
import { type Culprit, culprits } from "./attribute";
import { type ForeignChange, foreignChange } from "./compare-lists";
import { type ListSighting, toSighting } from "./list-state";
import type { WatchGoogle, WatchStore } from "./ports";

export type LookContext = {
  readonly projects: readonly string[];
  readonly google: WatchGoogle;
  readonly store: WatchStore;
  readonly clock: Clock;
  readonly log: ApplierLog;
  /** Changes that were seen and whose author was not known yet: their cluster, and since when. */
  readonly waiting: Map<string, Date>;
};

const listTimeout = 15_000;
const trailTimeout = 10_000;
/** Cloud Audit Logs may be that late; a change whose author it does not name by then is told without one. */
const authorPatience = 90_000;
/** An update that changed a list was sent that long before it was in force, at most. */
const operationLifetime = 15 * 60_000;

/** Looks at every list of every project once, and tells of what others changed. A project that fails is told to the log, and left. */
export async function lookAtLists(context: LookContext): Promise<void> {
  for (const project of context.projects) {
    try {
      await lookAtProject(project, context);
    } catch (error) {
      context.log("warn", "the lists of a project could not be looked at", { project, reason: String(error) });
    }
  }
}

async function lookAtProject(project: string, context: LookContext): Promise<void> {
  const { google, store, clock } = context;
  const seenAt = clock.now();
  const { clusters, missingZones } = await google.listClusters(project, listTimeout);
  const known = new Map((await store.sightings(project)).map((one) => [formatClusterName(one.cluster), one]));
  const same: ClusterName[] = [];
  for (const view of clusters) {
    const sighting = toSighting(view, seenAt);
    const before = known.get(formatClusterName(view.name));
    known.delete(formatClusterName(view.name));
    if (before && isSame(before, sighting)) same.push(view.name);
    else await remember(sighting, before, context);
  }
  if (same.length > 0) await store.seenAgain(same, seenAt);
  const gone = [...known.values()].map(({ cluster }) => cluster);
  if (missingZones.length === 0 && gone.length > 0) await store.forget(gone);
}

/** Also when one of ours came and went, or was taken off right after it came: the etag tells. */
function isSame(before: ListSighting, now: ListSighting): boolean {
  const text = ({ seenAt: _, cluster: __, ...rest }: ListSighting) => JSON.stringify(Object.entries(rest).sort());
  return now.etag !== "" && text(before) === text(now);
}

async function remember(now: ListSighting, before: ListSighting | undefined, context: LookContext): Promise<void> {
  const { store, log, waiting } = context;
  const cluster = formatClusterName(now.cluster);
  const own = before ? await store.ownChanges(now.cluster, before.seenAt) : [];
  const change = before && foreignChange(before, now, own);
  if (!before || !change) {
    waiting.delete(cluster);
    await store.store(now, before, undefined);
    return;
  }
  const author = await authorOf(now, before, change, context);
  const since = waiting.get(cluster) ?? now.seenAt;
  if (author.kind === "not-yet" && now.seenAt.getTime() - since.getTime() < authorPatience) {
    waiting.set(cluster, since);
    return;
  }
  waiting.delete(cluster);
  const told = { ...change, before, culprits: author.culprits, why: author.why };
  if (await store.store(now, before, told)) log("info", "somebody else changed a list", { cluster });
}

type Author = {
  readonly kind: "known" | "not-yet" | "unknown";
  readonly culprits: readonly Culprit[];
  readonly why: string;
};

async function authorOf(
  now: ListSighting,
  before: ListSighting,
  change: ForeignChange,
  { google }: LookContext,
): Promise<Author> {
  const since = new Date(before.seenAt.getTime() - operationLifetime);
  try {
    const updates = await google.listUpdates(now.cluster, since, AbortSignal.timeout(trailTimeout));
    const found = culprits(before, updates, change);
    if (found.length > 0) return { kind: "known", culprits: found, why: "" };
    return { kind: "not-yet", culprits: [], why: "Cloud Audit Logs has no update that did this." };
  } catch (error) {
    if (!isGoogleError(error)) throw error;
    const refused = error.reason === "permission-denied" || error.reason === "api-disabled";
    const why = refused
      ? "Cloud Audit Logs may not be read: it takes logging.logEntries.list on the project."
      : "Cloud Audit Logs gave no answer.";
    return { kind: refused ? "unknown" : "not-yet", culprits: [], why };
  }
}
