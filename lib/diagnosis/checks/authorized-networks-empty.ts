import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { callerEvidence, unlessUnlisted } from "./authorized-networks/standing";
import { waysIn } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 26. An enabled list without entries lets nobody from outside in to the public endpoint. */
export const authorizedNetworksEmpty = defineCheck({
  meta: {
    id: "authorized-networks-empty",
    hop: "authorized-networks",
    title: "The list of authorized networks has entries",
    failureTitle: "The list of authorized networks is empty",
    why: "Authorized networks are on, and a list without entries lets nobody from outside in.",
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
    if (settled) return settled;

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
    return {
      status: "fail",
      summary: `Authorized networks are on without a single entry: ${caller.address} is kept out, like everybody else.`,
      evidence: [enabled, entries, callerEvidence(caller)],
      remedies: waysIn(cluster, caller),
    };
  },
});
