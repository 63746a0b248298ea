import { parseCidr } from "@/lib/core/address";
import { listing } from "@/lib/diagnosis/facts/derive/admission";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { callTime, infrastructureTool, isGcloud, type Removal, removalOf } from "./authorized-networks/list-history";
import { callerEvidence, listEvidence, unlistedCaller } from "./authorized-networks/standing";
import { hasRoomFor, waysIn } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 33. One call by hand or script replaced the list and dropped most of it, the caller's entry among them:
 * what `gcloud … --master-authorized-networks MINE` does. Dropping one entry, or fewer than remain, is a decision and not
 * this; a tool that put its own list back is `authorized-network-reverted`.
 */
export const authorizedNetworksOverwritten = defineCheck({
  meta: {
    id: "authorized-networks-overwritten",
    hop: "authorized-networks",
    title: "Nobody has replaced the list that let you in",
    failureTitle: "Somebody replaced the list that let you in",
    why: "Every update sends the whole list: gcloud's flag replaces the entries that are not repeated in it.",
    learnMoreUrl: "https://cloud.google.com/sdk/gcloud/reference/container/clusters/update",
    dependsOn: ["stale-server-address", "wrong-context", "public-endpoint-disabled"],
  },
  needs: ["cluster", "target"],
  wants: ["caller", "googleRange", "listChanges"],

  run({ cluster, target }, { caller: seen, googleRange, listChanges }) {
    const standing = unlistedCaller({ cluster, target }, { caller: seen, googleRange });
    if ("status" in standing) return standing;
    const { caller } = standing;
    if (listChanges === undefined) return { status: "waiting" };
    if (listChanges.state === "unknown") {
      return { status: "not-applicable", summary: `The audit log could not be read: ${listChanges.detail}.` };
    }

    const removal = removalOf(listChanges.value.changes, cluster.authorizedNetworks.entries, caller.address);
    if (!removal) return { status: "not-applicable", summary: "The audit log shows no removal of your address." };
    if (infrastructureTool(removal.by) || !replacedTheList(removal)) {
      return { status: "not-applicable", summary: "The call that removed your entry did not replace the whole list." };
    }
    const cidrs = removal.dropped.filter(
      (cidr) => listing(cluster.authorizedNetworks, parseCidr(cidr) ?? cidr).covered !== "all",
    );
    const restore: readonly RemedyRef[] = hasRoomFor(cluster, cidrs.length)
      ? [{ id: "restore-networks", params: { cidrs } }]
      : [];
    return {
      status: "fail",
      summary:
        `${removal.by.principal} replaced the list on ${callTime(removal.by)}: ${removal.dropped.length} of ` +
        `${removal.before.cidrBlocks.length} entries went, ${removal.lost.join(", ")} among them, which had let you in.`,
      evidence: [callerEvidence(caller), ...lists(removal), listEvidence(cluster)],
      remedies: [...restore, ...waysIn(cluster, caller)],
      ...(isGcloud(removal.by) ? {} : { certainty: "likely" as const }),
    };
  },
});

function replacedTheList({ dropped, kept }: Removal): boolean {
  return dropped.length >= 2 && dropped.length > kept;
}

function lists({ before, by }: Removal): [Evidence, Evidence] {
  const field = "protoPayload.request.update";
  return [
    {
      fact: "listChanges",
      label: "List before",
      observed: `${callTime(before)} by ${before.principal}: ${before.cidrBlocks.join(", ")}`,
      field,
    },
    {
      fact: "listChanges",
      label: "Replaced",
      observed: `${callTime(by)} by ${by.principal} (${by.userAgent || "unknown client"}): ${by.cidrBlocks.join(", ") || "no entries"}`,
      field,
    },
  ];
}
