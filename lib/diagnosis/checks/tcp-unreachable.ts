import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { admits, isPod } from "@/lib/diagnosis/facts/derive/admits";
import { callerNetwork } from "@/lib/diagnosis/facts/derive/caller-network";
import { type Dialled, dialledEndpoint } from "@/lib/diagnosis/facts/derive/dialled";
import { endpointTitles } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import { otherWaysIn } from "./endpoint/other-ways-in";
import type { Evidence } from "./outcome";

const noAnswer: readonly ErrorCause[] = ["tcp-timeout", "network-unreachable", "host-unreachable"];

/**
 * Catalogue section 6.4. Nothing in the cluster's configuration keeps the caller out, and still no packet comes back:
 * a route, a firewall, a VPN or a region in between.
 */
export const tcpUnreachable = defineCheck({
  meta: {
    id: "tcp-unreachable",
    hop: "tcp",
    title: "The control plane answers on TCP",
    failureTitle: "No packet comes back from the control plane",
    why: "Something on the way drops the packets: a firewall, a missing route, a VPN that is down, or another region.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/troubleshooting/network-isolation",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "proxy-misconfigured",
      "wrong-location",
      "api-disabled",
      "cluster-provisioning",
      "cluster-unhealthy",
      "public-endpoint-disabled",
      "private-endpoint-from-outside",
      "no-private-endpoint",
      "ip-endpoints-disabled",
      "dns-endpoint-closed",
      "dns-endpoint-connect-denied",
      "dns-endpoint-unresolvable",
      "service-perimeter",
      "caller-address-family",
      "egress-address-varies",
      "stale-authorized-network",
      "authorized-networks-empty",
      "authorized-network-mistyped",
      "authorized-network-not-reserved",
      "authorized-networks-required",
      "private-endpoint-enforced",
      "google-cloud-caller-blocked",
      "authorized-network-reverted",
      "authorized-networks-overwritten",
      "authorized-networks-full",
      "operation-running",
      "node-range-not-authorized",
      "caller-not-authorized",
    ],
  },
  needs: ["request", "cluster", "target", "errorText"],
  wants: ["caller", "googleRange", "dns", "tcp"],

  run({ request, cluster, target, errorText }, { caller, googleRange, dns, tcp }) {
    let dialled: Dialled | undefined;
    let silence: Evidence;
    if (request.vantage.kind === "server") {
      if (tcp === undefined) return { status: "waiting" };
      if (tcp.state === "unknown") {
        if (dns === undefined) return { status: "waiting" };
        // No connection was tried where there is no host, or none that resolves: those are causes of their own.
        const unresolved =
          dns.state === "known" && dns.value.outcome !== "resolved" && dns.value.outcome !== "literal-address";
        if (tcp.reason === "needs-another-fact" && (unresolved || target.host === "")) {
          return { status: "not-applicable", summary: `No connection was tried: ${tcp.detail}.` };
        }
        return {
          status: "unknown",
          summary: "A connection from this server could not be tried.",
          missing: [{ fact: "tcp", reason: tcp.reason, detail: tcp.detail }],
        };
      }
      const { outcome, target: dialledAt, elapsedMs, detail } = tcp.value;
      const attempt: Evidence = { fact: "tcp", label: `Connection to ${dialledAt}`, observed: detail || outcome };
      if (outcome === "connected") {
        const summary = `This server connected to ${dialledAt} in ${elapsedMs} ms.`;
        return { status: "pass", summary, evidence: [attempt] };
      }
      if (outcome === "refused") {
        return { status: "not-applicable", summary: `Something answered: ${detail || outcome}.` };
      }
      if (outcome === "proxy-failed") {
        return {
          status: "unknown",
          summary: `This server connects through a proxy, which failed: ${detail || outcome}.`,
          missing: [{ fact: "tcp", reason: "unavailable", detail: detail || outcome }],
        };
      }
      dialled = { kind: target.kind, host: target.host, named: true };
      silence = attempt;
    } else {
      if (errorSays(errorText, ...noAnswer) !== "certainly") {
        return { status: "not-applicable", summary: "Nothing shows that your packets get no answer." };
      }
      dialled = dialledEndpoint(cluster, target, errorText);
      silence = { fact: "errorText", label: "Your error text", observed: errorTitle(errorText, ...noAnswer) };
    }
    if (!dialled) {
      return { status: "not-applicable", summary: "Your error text is about an address that is not this cluster's." };
    }

    const letIn = admits(cluster, dialled.kind, caller, googleRange);
    if (letIn === "waiting" || caller === undefined) return { status: "waiting" };
    const where = `the ${endpointTitles[dialled.kind]} ${dialled.host}`;
    if (typeof letIn === "object") {
      return {
        status: "unknown",
        summary: `Nothing came back from ${where}, and whether the authorized networks let you in is not known.`,
        missing: [letIn.undecided],
      };
    }
    const from = caller.state === "known" ? caller.value : undefined;
    const others = otherWaysIn(cluster, from, dialled.kind);
    const remedies: readonly RemedyRef[] = [
      ...(dialled.kind === "dns" ? [{ id: "configure-dns", params: {} } as const] : []),
      ...others,
      ...(dialled.kind === "private" && letIn === "yes" ? globalAccess(cluster, from) : []),
    ];
    return {
      status: "fail",
      summary:
        letIn === "yes"
          ? `The configuration lets you in to ${where}, and nothing came back from it.`
          : `Nothing came back from ${where}.`,
      evidence: [silence, ...hints(cluster, dialled)],
      remedies,
    };
  },
});

/**
 * Offered as a possibility: Google does not tell the region of an address. It cannot help outside private networks, nor
 * the cluster's own Pods, which are in its region.
 */
function globalAccess(cluster: ClusterView, caller: FactValues["caller"] | undefined): readonly RemedyRef[] {
  const { address, globalAccess: on } = cluster.endpoints.private;
  if (on || address === null || whyNotUpdatable(cluster) !== undefined) return [];
  const inside = caller && callerNetwork(cluster, caller) === "private" && !isPod(cluster, caller.address);
  return inside ? [{ id: "enable-global-access", params: {} }] : [];
}

/** What in the configuration is known to swallow packets on the way to a private endpoint. */
function hints({ connectivity, endpoints, name }: ClusterView, { kind }: Dialled): readonly Evidence[] {
  if (kind !== "private") return [];
  const region: Evidence = {
    fact: "cluster",
    label: "Global access",
    observed: `off: only ${name.location.replace(/-[a-z]$/, "")} reaches the private endpoint`,
    field: "controlPlaneEndpointsConfig.ipEndpointsConfig.globalAccess",
  };
  const peering: Evidence = {
    fact: "cluster",
    label: "Joined by",
    observed: "VPC peering, which does not carry on to other peered networks or VPNs by itself",
    field: "privateClusterConfig.peeringName",
  };
  return [...(endpoints.private.globalAccess ? [] : [region]), ...(connectivity === "vpc-peering" ? [peering] : [])];
}
