import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { mayLetGoogleCloudIn } from "@/lib/diagnosis/facts/derive/admits";
import { callerEvidence, unlistedCaller, withoutPublicList } from "./authorized-networks/standing";
import { dnsEndpoint, waysIn } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 26. An enabled list without entries lets nobody from outside in to the public endpoint. */
export const authorizedNetworksEmpty = defineCheck({
  meta: {
    id: "authorized-networks-empty",
    hop: "authorized-networks",
    title: "The list of authorized networks has entries",
    failureTitle: "The list of authorized networks is empty",
    why: "GKE drops the packets of every address that is not listed, and nothing is listed.",
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

  run({ cluster, target }, { caller: seen, googleRange }) {
    const unguarded = withoutPublicList({ cluster, target });
    if (unguarded) return unguarded;
    const count = cluster.authorizedNetworks.entries.length;
    const enabled: Evidence = {
      fact: "cluster",
      label: "Authorized networks",
      observed: "on",
      field: `${authorizedNetworksField}.enabled`,
    };
    const entries: Evidence = {
      fact: "cluster",
      label: "Entries",
      observed: String(count),
      field: `${authorizedNetworksField}.cidrBlocks`,
    };
    if (count > 0) {
      return { status: "pass", summary: `The list has ${count} entries.`, evidence: [enabled, entries] };
    }
    // Who is not in the list can still be let in as an address of Google Cloud.
    if (mayLetGoogleCloudIn(cluster)) {
      const standing = unlistedCaller({ cluster, target }, { caller: seen, googleRange });
      if ("status" in standing) return standing;
    }
    if (seen === undefined) return { status: "waiting" };
    const caller = seen.state === "known" ? seen.value : undefined;
    return {
      status: "fail",
      summary: `Authorized networks are on without a single entry: ${
        caller ? `${caller.address} is kept out, like everybody else` : "nobody from outside is let in"
      }.`,
      evidence: caller ? [enabled, entries, callerEvidence(caller)] : [enabled, entries],
      remedies: caller ? waysIn(cluster, caller) : dnsEndpoint(cluster),
    };
  },
});
