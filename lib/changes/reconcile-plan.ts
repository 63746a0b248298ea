import { addressScope } from "@/lib/core/address";
import type { AuthorizedNetwork, ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { listable, refuseCluster, refuseCovered } from "@/lib/diagnosis/remedies/authorized-networks/refuse";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import type { PlannedRequest } from "@/lib/engine/plan";
import { endOf, type Grant, type GrantTransition, isLive } from "./grant";
import { listRequest } from "./list-request";
import { type EntryChange, isOwn, markedName, type OwnedEntry } from "./write";

/** What there is to do on one cluster. `transitions` follow from the list as it was read and need no write. */
export type ReconcilePlan = { readonly transitions: readonly GrantTransition[] } & (
  | { readonly kind: "in-step" }
  | {
      readonly kind: "write";
      readonly request: PlannedRequest;
      readonly entriesAfter: readonly NetworkEntry[];
      readonly adds: readonly EntryChange[];
      readonly removes: readonly EntryChange[];
    }
  /** Entries of ours have to go, and no write is possible: why, and whose they are. */
  | { readonly kind: "refused"; readonly reason: string; readonly removes: readonly EntryChange[] }
);

export type PlanInput = {
  readonly view: ClusterView;
  /** The cluster's approved and active grants, and requested ones that were not approved in time. */
  readonly grants: readonly Grant[];
  /** One for every network of `grants`, and every other one that we ever had on this cluster. */
  readonly owned: readonly OwnedEntry[];
  readonly now: Date;
};

/**
 * Compares the list as it is with the grants as they are. Adding, expiring, crash recovery and drift are this one function.
 *
 * Entries that are not ours are echoed byte for byte and in order; new ones go to the end. A grant that is active and
 * whose entry is not there ends as `removed-elsewhere`: the person or tool that took it off the list acted later than we
 * did and may have had a reason, and a tool such as Terraform would take it off again. The grant's person sees that it
 * ended and can ask again. A grant that was never active has nothing taken from it, and is added.
 */
export function planReconcile({ view, grants, owned, now }: PlanInput): ReconcilePlan {
  const current = view.authorizedNetworks.entries;
  const ours = (entry: AuthorizedNetwork) => owned.find((own) => isOwn(own, entry))?.cidr;
  const present = new Set(current.map(ours));
  const transitions: GrantTransition[] = [];
  const inList = ({ cidr }: { readonly cidr: string }) => present.has(cidr);
  const live = grants.filter((grant) => isLive(grant, now) && (grant.state === "approved" || inList(grant)));
  const wanted = new Set(live.map(({ cidr }) => cidr));

  for (const grant of grants) {
    if (live.includes(grant)) {
      if (grant.state === "approved" && inList(grant)) {
        transitions.push({ grant: grant.id, to: "active", activatedAt: now });
      }
    } else if (isLive(grant, now)) {
      const detail = `The entry ${grant.cidr} was removed or changed by somebody else.`;
      transitions.push({ grant: grant.id, to: "ended", reason: "removed-elsewhere", detail });
    } else if (!inList(grant) || wanted.has(grant.cidr)) {
      transitions.push(endOf(grant));
    }
  }

  const removes = owned
    .filter((own) => inList(own) && !wanted.has(own.cidr))
    .map((own) => ({ ...own, grants: idsOf(grants, own.cidr) }));
  const kept = current.filter((entry) => !removes.some((own) => isOwn(own, entry)));
  const impossible = refuseCluster(view);
  if (removes.length > 0 && impossible !== undefined) {
    return { kind: "refused", reason: impossible, removes, transitions };
  }

  const foreign = current.filter((entry) => ours(entry) === undefined);
  const missing = live.filter((grant) => !inList(grant));
  const entriesAfter: NetworkEntry[] = kept.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName }));
  const adds: EntryChange[] = [];
  for (const { cidr, grants: waiting } of takeTurns(missing, removes.length > 0)) {
    const own = owned.find((candidate) => candidate.cidr === cidr);
    if (!own) continue;
    const entry = { cidrBlock: cidr, displayName: markedName(own.marker) };
    const refused = refuseAdding(view, foreign, cidr) ?? refusalOf(listRequest(view, [...entriesAfter, entry], owned));
    if (refused === undefined) {
      entriesAfter.push(entry);
      adds.push({ ...own, grants: waiting.map(({ id }) => id) });
    } else {
      for (const { id } of waiting) transitions.push({ grant: id, to: "failed", reason: "refused", detail: refused });
    }
  }

  if (adds.length === 0 && removes.length === 0) return { kind: "in-step", transitions };
  const request = listRequest(view, entriesAfter, owned);
  if ("refused" in request) return { kind: "refused", reason: request.refused, removes, transitions };
  return { kind: "write", request, entriesAfter, adds, removes, transitions };
}

type Turn = { readonly cidr: string; readonly grants: readonly Grant[] };

/**
 * Everything that waits goes together, first come first served. A network that was part of an update that failed is
 * tried alone, after everything else, so that one bad entry holds up neither the good ones nor a removal.
 */
function takeTurns(missing: readonly Grant[], somethingToRemove: boolean): readonly Turn[] {
  const ordered = [...missing].sort((a, b) => time(a) - time(b) || (a.id < b.id ? -1 : 1));
  const cidrs = [...new Set(ordered.map(({ cidr }) => cidr))];
  const turns = cidrs.map((cidr) => ({ cidr, grants: ordered.filter((grant) => grant.cidr === cidr) }));
  const untried = turns.filter(({ grants }) => grants.every(({ attempts }) => attempts === 0));
  return untried.length > 0 || somethingToRemove ? untried : turns.slice(0, 1);
}

function time({ approvedAt, requestedAt }: Grant): number {
  return (approvedAt ?? requestedAt).getTime();
}

/** Why this network gets no entry of ours; undefined when it can. `foreign`: the entries that are not ours. */
export function refuseAdding(
  view: ClusterView,
  foreign: readonly AuthorizedNetwork[],
  cidr: string,
): string | undefined {
  const guarded = addressScope(cidr) === "public" ? "public" : "private";
  const target = { kind: guarded, host: "", chosenBy: "request", why: "" } as const;
  const allowed = listable(view, target, cidr);
  if ("refused" in allowed) return allowed.refused;
  return refuseCovered({ authorizedNetworks: { ...view.authorizedNetworks, entries: foreign } }, cidr);
}

function refusalOf(request: PlannedRequest | { readonly refused: string }): string | undefined {
  return "refused" in request ? request.refused : undefined;
}

function idsOf(grants: readonly Grant[], cidr: string): readonly string[] {
  return grants.filter((grant) => grant.cidr === cidr).map(({ id }) => id);
}
