import { singleHostCidr } from "@/lib/core/address";
import { admittingEntry, authorizedNetworksField, describeEntries } from "@/lib/diagnosis/facts/derive/admission";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

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
      "stale-server-address",
      "wrong-context",
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
  needs: ["cluster", "target", "caller"],
  wants: ["googleRange"],

  run({ cluster, target, caller }, { googleRange }) {
    const networks = cluster.authorizedNetworks;
    if (target.kind === "dns") {
      return { status: "not-applicable", summary: "The DNS endpoint does not use authorized networks." };
    }
    if (target.kind === "private") {
      return {
        status: "not-applicable",
        summary: "The list guards the public endpoint; the private one is judged by itself.",
      };
    }
    const source: Evidence = { fact: "caller", label: "Your address", observed: caller.address };
    if (!networks.enabled) {
      const off: Evidence = {
        fact: "cluster",
        label: "Authorized networks",
        observed: "off: every address is let in",
        field: `${authorizedNetworksField}.enabled`,
      };
      return {
        status: "pass",
        summary: "Authorized networks are off: every address is let in.",
        evidence: [source, off],
      };
    }
    if (caller.family === "ipv6") {
      return { status: "not-applicable", summary: "An IPv6 address is never in the list; see the address family." };
    }

    const entry = admittingEntry(networks, caller.address);
    if (entry) {
      const match: Evidence = {
        fact: "cluster",
        label: "Matching entry",
        observed: describeEntries([entry]),
        field: `${authorizedNetworksField}.cidrBlocks`,
      };
      return {
        status: "pass",
        summary: `${caller.address} is in ${describeEntries([entry])}.`,
        evidence: [source, match],
      };
    }

    if (networks.googleCloudAccess ?? !cluster.privateNodes) {
      if (googleRange === undefined) return { status: "waiting" };
      if (googleRange.state === "unknown") {
        return {
          status: "unknown",
          summary: "Addresses of Google Cloud may be let in, and it could not be read whether yours is one.",
          missing: [{ fact: "googleRange", reason: googleRange.reason, detail: googleRange.detail }],
        };
      }
      if (googleRange.value.member && networks.googleCloudAccess === null) {
        const detail = "gcpPublicCidrsAccessEnabled is not set, and this kind of cluster used to let Google Cloud in";
        return {
          status: "unknown",
          summary: `${caller.address} belongs to Google Cloud, and the cluster does not say whether that is let in.`,
          missing: [{ fact: "cluster", reason: "not-observable", detail }],
        };
      }
      if (googleRange.value.member) {
        const flag: Evidence = {
          fact: "cluster",
          label: "Google Cloud addresses",
          observed: "let in",
          field: `${authorizedNetworksField}.gcpPublicCidrsAccessEnabled`,
        };
        const summary = `${caller.address} belongs to Google Cloud, which is let in.`;
        return { status: "pass", summary, evidence: [source, flag] };
      }
    }

    const list: Evidence = {
      fact: "cluster",
      label: "Authorized networks",
      observed: describeEntries(networks.entries, 50),
      field: `${authorizedNetworksField}.cidrBlocks`,
    };
    const remedies: RemedyRef[] = [];
    if (caller.scope === "public")
      remedies.push({ id: "allow-network", params: { cidr: singleHostCidr(caller.address) } });
    remedies.push(
      cluster.endpoints.dns.allowExternalTraffic
        ? { id: "get-credentials", params: { endpoint: "dns" } }
        : { id: "open-dns-endpoint", params: {} },
    );
    return {
      status: "fail",
      summary: `${caller.address} is in none of the authorized networks: ${describeEntries(networks.entries)}.`,
      evidence: [source, list],
      remedies,
    };
  },
});
