import { parseCidr } from "@/lib/core/address";
import { authorizedNetworksField, describeEntries } from "@/lib/diagnosis/facts/derive/admission";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { ownEarlierEntry } from "./authorized-networks/own-entry";
import { callerEvidence, unlistedCaller } from "./authorized-networks/standing";
import { hasRoomFor, waysIn } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 23. The provider gave the caller a new address, and the list still has the old one. No fact proves
 * whose an entry is, so this is never more than likely; `ownEarlierEntry` says what makes an entry look like it.
 */
export const staleAuthorizedNetwork = defineCheck({
  meta: {
    id: "stale-authorized-network",
    hop: "authorized-networks",
    title: "No entry looks like an old address of yours",
    failureTitle: "The list seems to hold your old address",
    why: "Providers change the addresses of homes and small offices, and an entry for one address does not follow.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: [
      "stale-server-address",
      "wrong-context",
      "public-endpoint-disabled",
      "egress-address-varies",
      "operation-running",
      "authorized-network-reverted",
      "authorized-networks-overwritten",
      "authorized-network-mistyped",
      "google-cloud-caller-blocked",
    ],
  },
  needs: ["cluster", "target"],
  wants: ["caller", "googleRange"],

  run({ cluster, target }, { caller: seen, googleRange }) {
    const standing = unlistedCaller({ cluster, target }, { caller: seen, googleRange });
    if ("status" in standing) return standing;
    const { caller } = standing;
    const after = parseCidr(caller.address);
    if (caller.scope !== "public" || !after?.endsWith("/32")) {
      return { status: "not-applicable", summary: `${caller.address} is not a single public address.` };
    }

    const entry = ownEarlierEntry(cluster.authorizedNetworks.entries, caller.address);
    if (!entry) {
      return {
        status: "pass",
        summary: `No single entry looks like an earlier address of ${caller.address}.`,
        evidence: [callerEvidence(caller)],
      };
    }
    const old: Evidence = {
      fact: "cluster",
      label: "Entry near your address",
      observed: describeEntries([entry]),
      field: `${authorizedNetworksField}.cidrBlocks`,
    };
    const replace: readonly RemedyRef[] = hasRoomFor(cluster, 0)
      ? [{ id: "replace-network", params: { before: entry.cidrBlock, after } }]
      : [];
    return {
      status: "fail",
      certainty: "likely",
      summary: `${describeEntries([entry])} looks like your earlier address; now you come from ${caller.address}.`,
      evidence: [old, callerEvidence(caller)],
      remedies: [...replace, ...waysIn(cluster, caller)],
    };
  },
});
