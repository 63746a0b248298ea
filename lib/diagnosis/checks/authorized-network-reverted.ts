import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { callTime, infrastructureTool, type Removal, removalOf } from "./authorized-networks/list-history";
import { callerEvidence, listEvidence, unlistedCaller } from "./authorized-networks/standing";
import { waysIn } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 32. Somebody let the caller in by hand, and an infrastructure tool then sent the list it has in code,
 * without that entry. A tool that takes back an entry of its own is a change of the code, not a reversal;
 * a list that a person or gcloud replaced is `authorized-networks-overwritten`.
 */
export const authorizedNetworkReverted = defineCheck({
  meta: {
    id: "authorized-network-reverted",
    hop: "authorized-networks",
    title: "No tool has taken your entry out of the list",
    failureTitle: "An infrastructure tool removed your entry",
    why: "The tool sends the whole list that is in its code: an entry that was added elsewhere goes with its next run.",
    learnMoreUrl: "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster",
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
    const tool = infrastructureTool(removal.by);
    if (!tool || tool === infrastructureTool(removal.addedBy)) {
      return {
        status: "not-applicable",
        summary: "The call that removed your entry was no tool undoing a manual change.",
      };
    }
    return {
      status: "fail",
      summary:
        `${tool} (${removal.by.principal}) removed ${removal.lost.join(", ")} on ${callTime(removal.by)}: ` +
        `${removal.addedBy.principal} had added it on ${callTime(removal.addedBy)}, outside the code.`,
      evidence: [callerEvidence(caller), ...calls(removal, tool), ...manager(cluster), listEvidence(cluster)],
      remedies: waysIn(cluster, caller),
    };
  },
});

function calls({ addedBy, by, lost }: Removal, tool: string): [Evidence, Evidence] {
  const field = "protoPayload.request.update";
  return [
    {
      fact: "listChanges",
      label: "Added",
      observed: `${callTime(addedBy)} by ${addedBy.principal}: ${lost.join(", ")}`,
      field,
    },
    {
      fact: "listChanges",
      label: `Removed by ${tool}`,
      observed: `${callTime(by)} by ${by.principal}: ${by.cidrBlocks.join(", ") || "no entries"}`,
      field,
    },
  ];
}

function manager({ managedBy }: ClusterView): readonly Evidence[] {
  return managedBy ? [{ fact: "cluster", label: "Managed by", observed: managedBy, field: "resourceLabels" }] : [];
}
