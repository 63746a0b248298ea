import {
  authorizedNetworksField,
  describeEntries,
  letsEveryoneIn,
  listing,
} from "@/lib/diagnosis/facts/derive/admission";
import { admits } from "@/lib/diagnosis/facts/derive/admits";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { callerEvidence, withoutPublicList } from "./authorized-networks/standing";
import { waysIn } from "./authorized-networks/ways-in";
import { defineCheck } from "./define-check";
import type { CheckOutcome, Evidence } from "./outcome";

/** Catalogue item 22. The address must be contained in an entry of the list that guards the public endpoint. */
export const callerNotAuthorized = defineCheck({
  meta: {
    id: "caller-not-authorized",
    hop: "authorized-networks",
    title: "Your address is in the authorized networks",
    failureTitle: "Your address is not in the authorized networks",
    why: "GKE drops packets from any other address without an answer, so kubectl hangs until it times out.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "proxy-misconfigured",
      "cluster-provisioning",
      "cluster-unhealthy",
      "public-endpoint-disabled",
      "caller-address-family",
      "authorized-networks-empty",
      "authorized-network-mistyped",
      "authorized-network-reverted",
      "authorized-networks-overwritten",
      "authorized-networks-full",
      "stale-authorized-network",
      "google-cloud-caller-blocked",
      "egress-address-varies",
      "operation-running",
    ],
  },
  needs: ["cluster", "target"],
  wants: ["caller", "googleRange"],

  run({ cluster, target }, { caller, googleRange }) {
    const unguarded = withoutPublicList({ cluster, target });
    if (unguarded && cluster.authorizedNetworks.enabled) return unguarded;
    if (target.kind !== "public") return { status: "not-applicable", summary: "Authorized networks are off." };
    const letIn = admits(cluster, "public", caller, googleRange);
    if (letIn === "waiting") return { status: "waiting" };
    if (typeof letIn === "object") {
      const summary = `It is not known whether the authorized networks let you in: ${letIn.undecided.detail}.`;
      return { status: "unknown", summary, missing: [letIn.undecided] };
    }
    const known = caller?.state === "known" ? caller.value : undefined;
    if (letIn === "yes") return passed(cluster, known);
    if (!known) return { status: "waiting" };

    const { entries } = cluster.authorizedNetworks;
    return {
      status: "fail",
      summary: `${known.address} is in none of the authorized networks: ${describeEntries(entries)}.`,
      evidence: [callerEvidence(known), entriesEvidence("Authorized networks", describeEntries(entries, 50))],
      remedies: waysIn(cluster, known),
    };
  },
});

function passed(cluster: FactValues["cluster"], caller: FactValues["caller"] | undefined): CheckOutcome {
  const networks = cluster.authorizedNetworks;
  if (!networks.enabled) {
    const summary = "Authorized networks are off: every address is let in.";
    const off = { fact: "cluster", label: "Authorized networks", observed: "off: every address is let in" } as const;
    return { status: "pass", summary, evidence: [{ ...off, field: `${authorizedNetworksField}.enabled` }] };
  }
  if (!caller || letsEveryoneIn(cluster)) {
    const every = entriesEvidence("Authorized networks", describeEntries(networks.entries, 50));
    return { status: "pass", summary: "The list lets in every address.", evidence: [every] };
  }
  const { covered, by } = listing(networks, caller.address);
  if (covered === "all") {
    const match = describeEntries(by);
    const evidence = [callerEvidence(caller), entriesEvidence("Matching entry", match)];
    return { status: "pass", summary: `${caller.address} is in ${match}.`, evidence };
  }
  const flag: Evidence = {
    fact: "cluster",
    label: "Google Cloud addresses",
    observed: "let in",
    field: `${authorizedNetworksField}.gcpPublicCidrsAccessEnabled`,
  };
  const summary = `${caller.address} belongs to Google Cloud, which is let in.`;
  return { status: "pass", summary, evidence: [callerEvidence(caller), flag] };
}

function entriesEvidence(label: string, observed: string): Evidence {
  return { fact: "cluster", label, observed, field: `${authorizedNetworksField}.cidrBlocks` };
}
