import { addressScope, parseAddress, singleHostCidr } from "@/lib/core/address";
import type { AuthorizedNetwork, ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksField, describeEntries } from "@/lib/diagnosis/facts/derive/admission";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { type Mistake, mistakeFor } from "./authorized-networks/mistyped-entry";
import { callerEvidence, unlessUnlisted } from "./authorized-networks/standing";
import { waysIn } from "./authorized-networks/ways-in";
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
  needs: ["cluster", "target", "caller"],
  wants: ["googleRange"],

  run({ cluster, target, caller }, { googleRange }) {
    const settled = unlessUnlisted({ cluster, target, caller }, googleRange);
    if (settled?.status === "waiting") return settled;
    const { entries, enabled } = cluster.authorizedNetworks;
    const aside = settled ?? {
      status: "pass",
      summary: "No entry was evidently meant for your address.",
      evidence: [callerEvidence(caller)],
    };

    if (!settled && caller.scope === "public") {
      const single = parseAddress(caller.address);
      const mistake = single ? mistakeFor(entries, single) : undefined;
      if (mistake) return mistyped(mistake, cluster, caller);
      if (onlyPrivate(cluster)) return privateOnly(cluster, caller);
    }
    const unreadable = entries.filter(({ network }) => network === null);
    return enabled && target.kind !== "dns" && unreadable.length > 0 ? advice(unreadable, entries.length) : aside;
  },
});

function mistyped({ entry, what, useless }: Mistake, cluster: ClusterView, caller: FactValues["caller"]) {
  const after = singleHostCidr(caller.address);
  const replace: readonly RemedyRef[] = useless
    ? [{ id: "replace-network", params: { before: entry.cidrBlock, after } }]
    : [];
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

function advice(unreadable: readonly AuthorizedNetwork[], count: number): CheckOutcome {
  const removable = unreadable.length < count ? unreadable : [];
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
