import type { Grant } from "@/lib/changes/grant";
import { isOwn, type OwnedEntry } from "@/lib/changes/write";
import { addressScope, prefixLength } from "@/lib/core/address";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { AuthorizedNetwork, ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { listLimit } from "@/lib/diagnosis/facts/derive/list-limit";
import { refuseCluster } from "@/lib/diagnosis/remedies/authorized-networks/refuse";
import type { ClusterListView, EntryOwner, ListEntryView } from "@/lib/services/schema/lists";
import { coverage } from "./coverage";

/** What is known of a list besides what Google says. */
export type ListKnowledge = {
  /** Approved and active grants for this cluster. */
  readonly grants: readonly Grant[];
  /** Everything that we ever had on it. */
  readonly owned: readonly OwnedEntry[];
  readonly sightings: readonly {
    readonly cidrBlock: string;
    readonly displayName: string;
    readonly firstSeenAt: Date;
    readonly older: boolean;
  }[];
  /** When the view was read. */
  readonly now: Date;
};

const day = 86_400_000;
const staleAfter = 90 * day;
/** A prefix that is shorter is wide. */
const widest = { ipv4: 24, ipv6: 64 };
/** A wider network than the widest private one has public addresses in it, wherever it begins. */
const widestPrivate = { ipv4: 8, ipv6: 7 };

/** A cluster's list as people see it: in whose name each entry is, since when, and what is odd about it. */
export function describeList(view: ClusterView, known: ListKnowledge): ClusterListView {
  const { entries, enabled } = view.authorizedNetworks;
  const limit = listLimit(view);
  const around = coverage(entries);
  const impossible = refuseCluster(view);
  return {
    cluster: formatClusterName(view.name),
    ...{ name: view.name.cluster, project: view.name.project, location: view.name.location },
    publicEndpoint: view.endpoints.ipEnabled && view.endpoints.public.enabled,
    ...{ enabled, managedBy: view.managedBy, seenAt: known.now.toISOString() },
    entries: entries.map((entry, index) => {
      const owner = ownerOf(entry, view, known);
      const seen = known.sightings.find(
        ({ cidrBlock, displayName }) => cidrBlock === entry.cidrBlock && displayName === entry.displayName,
      );
      const { duplicate = false, coveredBy = [] } = around[index] ?? {};
      return {
        ...{ cidrBlock: entry.cidrBlock, displayName: entry.displayName, owner },
        ...{ firstSeenAt: seen?.firstSeenAt.toISOString() ?? null, older: seen?.older ?? false },
        coveredBy: [...coveredBy],
        notes: notesOf(entry, view, { duplicate, stale: isStale(seen?.firstSeenAt, owner, known.now) }),
        locked: lockOf(owner, view, impossible),
      };
    }),
    limit,
    slotsLeft: Math.max(0, limit - entries.length),
  };
}

/** Ours only when the name and the store's row agree; a tool's by the cluster's labels, or by the entry's own name. */
function ownerOf(entry: AuthorizedNetwork, view: ClusterView, { grants, owned }: ListKnowledge): EntryOwner {
  const own = owned.find((candidate) => isOwn(candidate, entry));
  if (!own) {
    const kind = view.managedBy ?? toolNamedBy(entry) ?? "unknown";
    return { kind, people: [], expiresAt: null, grants: [] };
  }
  const mine = grants.filter(({ cidr }) => cidr === own.cidr);
  const ends = mine.flatMap(({ expiresAt }) => expiresAt?.getTime() ?? []);
  return {
    kind: "grant",
    people: [...new Set(mine.map(({ principal }) => principal.name))],
    expiresAt: ends.length > 0 ? new Date(Math.max(...ends)).toISOString() : null,
    grants: mine.map(({ id }) => id),
  };
}

function toolNamedBy({ displayName }: AuthorizedNetwork): EntryOwner["kind"] | undefined {
  if (/\bterraform\b/i.test(displayName)) return "terraform";
  if (/\b(config[- ]?connector|cnrm)\b/i.test(displayName)) return "config-connector";
  return /\bcomposer\b/i.test(displayName) ? "composer" : undefined;
}

function isStale(firstSeenAt: Date | undefined, { kind }: EntryOwner, now: Date): boolean {
  return kind === "unknown" && firstSeenAt !== undefined && now.getTime() - firstSeenAt.getTime() >= staleAfter;
}

function notesOf(
  { network }: AuthorizedNetwork,
  view: ClusterView,
  { duplicate, stale }: { readonly duplicate: boolean; readonly stale: boolean },
): ListEntryView["notes"] {
  if (network === null) return stale ? ["unreadable", "stale"] : ["unreadable"];
  const prefix = prefixLength(network);
  const family = network.includes(":") ? "ipv6" : "ipv4";
  const wide = prefix < widest[family];
  const isPublic = addressScope(network) === "public" || prefix < widestPrivate[family];
  const notes: (readonly [boolean, ListEntryView["notes"][number]])[] = [
    [prefix === 0, "everything"],
    [wide && prefix > 0 && isPublic, "wide"],
    [duplicate, "duplicate"],
    [stale, "stale"],
    [!isPublic && !guardsPrivateEndpoint(view), "not-public"],
  ];
  return notes.filter(([applies]) => applies).map(([, note]) => note);
}

function guardsPrivateEndpoint({ endpoints, authorizedNetworks }: ClusterView): boolean {
  const guarded = !endpoints.public.enabled || authorizedNetworks.privateEndpointEnforcement === true;
  return endpoints.private.enabled && guarded;
}

function lockOf(
  { kind, grants }: EntryOwner,
  { managedBy, authorizedNetworks }: ClusterView,
  impossible: string | undefined,
): string | null {
  if (kind === "grant") {
    return grants.length > 0 ? "It goes when its grant ends." : "Drawbridge is about to remove it.";
  }
  if (managedBy === "composer") return "Cloud Composer keeps this list: change it in the Composer environment.";
  if (impossible !== undefined) return impossible;
  const last = authorizedNetworks.entries.length === 1;
  return last ? "It is the last entry: without it nobody from outside is let in." : null;
}
