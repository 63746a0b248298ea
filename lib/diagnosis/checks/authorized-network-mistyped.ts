import { addressScope, parseAddress, singleHostCidr } from "@/lib/core/address";
import type { AuthorizedNetwork, ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksField, describeEntries } from "@/lib/diagnosis/facts/derive/admission";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { type Mistake, mistakeFor } from "./authorized-networks/mistyped-entry";
import { callerEvidence, unlistedCaller } from "./authorized-networks/standing";
import { hasRoomFor, waysIn } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { CheckOutcome, Evidence } from "./outcome";

/**
 * Catalogue item 27. An entry was evidently meant for the caller and misses the address (`mistakeFor` says what counts
 * as evident), or every entry is private although the list only guards the public endpoint. What GKE makes of an entry
 * that it should not have taken is not documented, and whom an entry was meant for is read from its text: likely, at most.
 * An unreadable entry that is nobody's obstacle is advice.
 */
export const authorizedNetworkMistyped = defineCheck({
  meta: {
    id: "authorized-network-mistyped",
    hop: "authorized-networks",
    title: "No authorized network is mistyped",
    failureTitle: "The entry that was meant for you is mistyped",
    why: "GKE compares your address with what is written: a wrong mask, digit or range lets nobody else in.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: [
      "stale-server-address",
      "wrong-context",
      "public-endpoint-disabled",
      "operation-running",
      "authorized-network-reverted",
      "authorized-networks-overwritten",
    ],
  },
  needs: ["cluster", "target"],
  wants: ["caller", "googleRange"],

  run({ cluster, target }, { caller, googleRange }) {
    const standing = unlistedCaller({ cluster, target }, { caller, googleRange });
    if ("status" in standing) {
      return standing.status === "waiting" ? standing : (unreadableEntries(cluster, target) ?? standing);
    }
    if (standing.caller.scope === "public") {
      const single = parseAddress(standing.caller.address);
      const mistake = single ? mistakeFor(cluster.authorizedNetworks.entries, single) : undefined;
      if (mistake) return mistyped(mistake, cluster, standing.caller);
      if (onlyPrivate(cluster)) return privateOnly(cluster, standing.caller);
    }
    const summary = "No entry was evidently meant for your address.";
    return (
      unreadableEntries(cluster, target) ?? { status: "pass", summary, evidence: [callerEvidence(standing.caller)] }
    );
  },
});

function mistyped({ entry, what, useless }: Mistake, cluster: ClusterView, caller: FactValues["caller"]) {
  const after = singleHostCidr(caller.address);
  const replace: readonly RemedyRef[] =
    useless && hasRoomFor(cluster, 0) ? [{ id: "replace-network", params: { before: entry.cidrBlock, after } }] : [];
  return {
    status: "fail",
    summary: `The entry ${describeEntries([entry])} ${what}: ${caller.address} is kept out.`,
    evidence: [entryEvidence([entry]), callerEvidence(caller)],
    remedies: [...replace, ...waysIn(cluster, caller)],
    certainty: "likely",
  } as const satisfies CheckOutcome;
}

/** Private ranges matter only where the private endpoint enforces the list; otherwise such a list lets nobody in. */
function onlyPrivate({ authorizedNetworks, endpoints }: ClusterView): boolean {
  const { entries, privateEndpointEnforcement } = authorizedNetworks;
  if (entries.length === 0 || (endpoints.private.enabled && privateEndpointEnforcement === true)) return false;
  return entries.every(({ network }) => network !== null && addressScope(network) === "private");
}

function privateOnly(cluster: ClusterView, caller: FactValues["caller"]) {
  const { entries } = cluster.authorizedNetworks;
  return {
    status: "fail",
    summary: `Only private addresses are listed (${describeEntries(entries)}), and the public endpoint sees ${caller.address}.`,
    evidence: [entryEvidence(entries), callerEvidence(caller)],
    remedies: waysIn(cluster, caller),
    certainty: "likely",
  } as const satisfies CheckOutcome;
}

function unreadableEntries(cluster: ClusterView, target: FactValues["target"]): CheckOutcome | undefined {
  const { entries, enabled } = cluster.authorizedNetworks;
  const unreadable = entries.filter(({ network }) => network === null);
  if (!enabled || target.kind === "dns" || unreadable.length === 0) return undefined;
  const removable = unreadable.length < entries.length ? unreadable : [];
  return {
    status: "fail",
    severity: "advisory",
    summary: `${describeEntries(unreadable)} cannot be read as a CIDR and lets nobody in.`,
    evidence: [entryEvidence(unreadable)],
    remedies: removable.map(({ cidrBlock }) => ({ id: "remove-network", params: { cidr: cidrBlock } })),
  };
}

function entryEvidence(entries: readonly AuthorizedNetwork[]): Evidence {
  return {
    fact: "cluster",
    label: entries.length === 1 ? "Entry" : "Entries",
    observed: describeEntries(entries, 100),
    field: `${authorizedNetworksField}.cidrBlocks`,
  };
}
