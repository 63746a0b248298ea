import { addressFamily, addressScope, cidrContains, parseCidr } from "@/lib/core/address";
import { formatContextName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { endpointHost } from "@/lib/diagnosis/facts/derive/endpoint-match";
import type { FactName, FactSnapshot, FactValues, ListChange } from "@/lib/diagnosis/facts/schema";
import { clusterView, observed, unobserved } from "@/lib/diagnosis/facts/testing";
import { callerGatherer } from "@/lib/diagnosis/gatherers/caller";
import type { Surroundings } from "@/lib/diagnosis/gatherers/surroundings";
import { targetGatherer } from "@/lib/diagnosis/gatherers/target";
import type { Fact } from "@/lib/engine/fact";
import { type Case, type KubeconfigShape, lists } from "./case";

const ownCa = "aa".repeat(32);
const otherCa = "bb".repeat(32);
export const googleCloud = "34.140.0.0/16";
export const retiredAddress = "34.78.9.9";

type Snapshot = { -readonly [Name in keyof FactSnapshot]: FactSnapshot[Name] };

export function clusterOf({ cluster: shape }: Case): ClusterView {
  const entries = (lists[shape.list] ?? []).map((cidrBlock) => ({
    cidrBlock,
    network: parseCidr(cidrBlock) ?? null,
    displayName: shape.list === "oldHome" ? "home, dynamic" : "",
  }));
  const publicOn = shape.ip && shape.public !== "off";
  const privateOn = shape.ip && shape.private;
  return clusterView({
    status: shape.status,
    conditions: shape.condition === "none" ? [] : [{ code: shape.condition, message: "" }],
    mode: shape.mode,
    kind: shape.kind,
    etag: shape.etag,
    connectivity: shape.connectivity,
    endpoints: {
      ipEnabled: shape.ip,
      public: { enabled: publicOn, address: publicOn && shape.public === "on" ? "34.78.1.2" : null },
      private: { enabled: privateOn, address: privateOn ? "172.16.0.2" : null },
      dns: {
        host: shape.dns === "none" ? null : "gke-0a1b-123456789012.europe-west1.gke.goog",
        allowExternalTraffic: shape.dns === "open",
      },
      retiredPublicAddress: shape.ip && !publicOn ? retiredAddress : null,
    },
    authorizedNetworks: {
      enabled: lists[shape.list] !== undefined,
      entries,
      googleCloudAccess: shape.google,
      privateEndpointEnforcement: shape.enforced,
    },
    privateNodes: shape.privateNodes,
    ranges: { pods: shape.addedPods ? ["10.20.0.0/14", "10.96.0.0/16"] : ["10.20.0.0/14"] },
    caCertificate: shape.ca ? "LS0tLS1CRUdJTg==" : null,
    caSha256: shape.ca ? ownCa : null,
    managedBy: shape.managedBy,
  });
}

/** The facts that the gatherers would give, each unknown as soon as one that it builds on is. */
export function factsOf(situation: Case): FactSnapshot {
  const cluster = clusterOf(situation);
  const { start, endpoint, error, lookup } = situation;
  const vantage =
    start.kind === "address" ? { kind: start.kind, address: start.address ?? "81.92.200.7" } : { kind: start.kind };
  const facts: Snapshot = {
    request: observed({ cluster: cluster.name, vantage, endpoint }),
    kubeconfig: observed(kubeconfigOf(situation.kubeconfig, cluster)),
    errorText: observed(errorTextOf(error)),
    clusterLookup: observed({ outcome: lookup, message: lookup === "found" ? "" : `it said ${lookup}` }),
    cluster: lookup === "found" ? observed(cluster) : unobserved("needs-another-fact", `it said ${lookup}`),
    siblings: observed({
      clusters: [{ name: { ...cluster.name, location: "us-east1" }, hosts: ["35.1.2.3"] }],
      missingZones: [],
    }),
    operations: observed({ running: operationsOf(situation) }),
    permissions: observed({ granted: ["container.clusters.get"], denied: ["container.clusters.connect"] }),
    listChanges: observed({ changes: changesOf(situation, cluster) }),
    egress: egressOf(situation),
  };
  for (const name of situation.unknown) hide(facts, name, situation);
  add(facts, "caller", situation, gathered(callerGatherer(surroundingsOf(situation), vantage).prepare(facts)));
  add(facts, "googleRange", situation, googleRangeOf(facts, situation));
  add(facts, "target", situation, gathered(targetGatherer.prepare(facts)));
  for (const name of ["dns", "tcp", "tls", "http"] as const) {
    add(facts, name, situation, probeOf(name, facts, situation));
  }
  return facts;
}

function add<Name extends FactName>(
  facts: Snapshot,
  name: Name,
  situation: Case,
  fact: Fact<FactValues[Name]> | undefined,
): void {
  Object.assign(facts, { [name]: fact ?? unobserved("needs-another-fact", `${name} builds on another fact`) });
  if (situation.unknown.includes(name)) hide(facts, name, situation);
}

function hide(facts: Snapshot, name: FactName, { unknownReason }: Case): void {
  Object.assign(facts, { [name]: unobserved(unknownReason, `${name} could not be read`) });
}

function surroundingsOf({ start }: Case): Surroundings {
  const caller = start.address === null ? undefined : { address: start.address, source: "load-balancer" };
  return { caller } as Surroundings;
}

/** What a gatherer says without I/O; undefined while it waits. */
function gathered<Value>(
  preparation:
    | { readonly known: Value }
    | { readonly unknown: Parameters<typeof unobserved>[0]; readonly detail: string }
    | { readonly gather: unknown }
    | undefined,
): Fact<Value> | undefined {
  if (preparation === undefined || "gather" in preparation) return undefined;
  return "known" in preparation ? observed(preparation.known) : unobserved(preparation.unknown, preparation.detail);
}

function kubeconfigOf(shape: KubeconfigShape, cluster: ClusterView): FactValues["kubeconfig"] {
  if (shape === "none") return { given: false };
  const context = formatContextName(cluster.name);
  const other = formatContextName({ ...cluster.name, cluster: "another" });
  const summary = {
    context,
    server: endpointHost(cluster, "public") ?? "34.78.1.2",
    caSha256: ownCa as string | null,
    execCommandBasename: "gke-gcloud-auth-plugin" as string | null,
    proxyUrl: null as string | null,
    tlsServerName: null,
  };
  const privateHost = endpointHost(cluster, "private") ?? "172.16.0.2";
  const dnsHost = endpointHost(cluster, "dns") ?? "gke-0a1b-123456789012.europe-west1.gke.goog";
  const changes: Readonly<
    Record<Exclude<KubeconfigShape, "none">, Partial<Record<keyof typeof summary, string | null>>>
  > = {
    public: {},
    private: { server: privateHost },
    dns: { server: dnsHost, caSha256: null },
    "dns-own-ca": { server: dnsHost },
    "dns-other-ca": { server: dnsHost, caSha256: otherCa },
    "public-other-ca": { caSha256: otherCa },
    retired: { server: retiredAddress },
    "other-cluster": { context: other, server: "35.9.9.9", caSha256: otherCa },
    "other-cluster-same-private-address": { context: other, server: privateHost, caSha256: otherCa },
    rebuilt: { server: "35.8.8.8", caSha256: otherCa },
    "relay-address": { server: "10.9.9.9" },
    tunnel: { server: "127.0.0.1:8443" },
    "own-name": { server: "kubernetes.corp.example" },
    "public-by-proxy": { proxyUrl: "http://10.1.1.1:3128" },
    "private-by-proxy": { server: privateHost, proxyUrl: "socks5://127.0.0.1:1080" },
    "auth-provider": { execCommandBasename: "auth-provider:gcp" },
    "no-login": { execCommandBasename: null },
    empty: { context: null, server: null, caSha256: null, execCommandBasename: null },
    "server-only": { context: null },
  };
  return {
    given: true,
    summary: { ...summary, ...changes[shape] } as typeof summary & { tlsServerName: null },
  } as FactValues["kubeconfig"];
}

function errorTextOf(error: Case["error"]): FactValues["errorText"] {
  if (!error) return { given: false };
  const causes = error.causes.map((cause) => ({ cause, title: `It says ${cause}.`, decidedBy: null }));
  return { given: true, causes, details: error.details };
}

export const operationName = "operation-1761828530606-4aee79a9";

function operationsOf({ operation }: Case): FactValues["operations"]["running"] {
  if (operation === "none") return [];
  return [{ name: operationName, type: operation, status: "RUNNING", startTime: "2026-01-01T00:00:00Z", detail: "" }];
}

function changesOf({ history, start }: Case, cluster: ClusterView): readonly ListChange[] {
  if (history === "none") return [];
  const present = cluster.authorizedNetworks.entries.map(({ cidrBlock }) => cidrBlock);
  const mine = start.address ?? "81.92.200.7";
  const tool = "Terraform/1.9.5 terraform-provider-google/6.12.0";
  const gcloud = "google-cloud-sdk gcloud/528.0.0";
  const before = [...present.slice(0, 1), mine, "62.1.1.1/32", "62.2.2.2/32", "62.3.3.3/32"];
  const change = (hour: number, userAgent: string, cidrBlocks: readonly string[]): ListChange => ({
    at: `2026-01-01T0${hour}:00:00Z`,
    principal: "ana@corp.example",
    userAgent,
    cidrBlocks,
  });
  return [
    change(5, history === "reverted" ? tool : gcloud, present),
    change(4, gcloud, before),
    change(3, tool, present),
  ];
}

function egressOf({ start, secondEcho }: Case): Fact<FactValues["egress"]> {
  if (start.kind !== "server" && start.address !== "127.0.0.1") return observed({ echoes: [] });
  const address = start.kind === "server" ? start.address : "81.92.200.7";
  if (address === null) return unobserved("unavailable", "no DNS echo answered");
  const echoes = [{ echo: "opendns", address }, ...(secondEcho ? [{ echo: "google", address: secondEcho }] : [])];
  return observed({ echoes });
}

function googleRangeOf({ caller }: Snapshot, { googleRangeKnown }: Case): Fact<FactValues["googleRange"]> | undefined {
  if (caller?.state !== "known") return undefined;
  if (caller.value.scope !== "public") return observed({ member: false, prefix: null, scope: null });
  if (!googleRangeKnown) return unobserved("timed-out", "www.gstatic.com gave no answer");
  const member = cidrContains(googleCloud, caller.value.address);
  return observed({ member, prefix: member ? googleCloud : null, scope: member ? "europe-west1" : null });
}

/** One layer of this server's own connection, in the order in which each needs the one before. */
function probeOf<Name extends "dns" | "tcp" | "tls" | "http">(
  name: Name,
  facts: Snapshot,
  situation: Case,
): Fact<FactValues[Name]> | undefined {
  const { probe } = situation;
  const target = facts.target?.state === "known" ? facts.target.value : undefined;
  const cluster = facts.cluster?.state === "known" ? facts.cluster.value : undefined;
  if (!target?.host || !cluster) return undefined;
  const { host } = target;
  const make = (): FactValues["dns" | "tcp" | "tls" | "http"] | undefined => {
    switch (name) {
      case "dns":
        if (!host.endsWith(".gke.goog")) return { outcome: "literal-address", host };
        return probe === "unresolved"
          ? { outcome: "no-such-name", host, code: "ENOTFOUND" }
          : { outcome: "resolved", host, addresses: ["142.250.1.1"] };
      case "tcp": {
        const dns = facts.dns?.state === "known" ? facts.dns.value : undefined;
        if (!dns || dns.outcome === "no-such-name") return undefined;
        const failures: Readonly<Record<string, FactValues["tcp"]["outcome"]>> = {
          dropped: "timed-out",
          refused: "refused",
          unreachable: "unreachable",
          "proxy-failed": "proxy-failed",
        };
        const outcome = failures[probe] ?? "connected";
        return {
          outcome,
          target: `${host}:443`,
          via: null,
          detail: outcome === "connected" ? "" : outcome,
          elapsedMs: 12,
        };
      }
      case "tls": {
        const tcp = facts.tcp?.state === "known" ? facts.tcp.value : undefined;
        if (tcp?.outcome !== "connected" || (target.kind !== "dns" && !cluster.caCertificate)) return undefined;
        const failures: Readonly<Record<string, FactValues["tls"]["outcome"]>> = {
          untrusted: "unknown-ca",
          expired: "expired",
          "name-mismatch": "name-mismatch",
          "tls-closed": "closed",
        };
        return {
          outcome: failures[probe] ?? "trusted",
          trust: target.kind === "dns" ? "system-roots" : "cluster-ca",
          issuer: "CN=issuer",
          names: ["kubernetes"],
          validTo: "2030-01-01T00:00:00Z",
          detail: "",
        };
      }
      default: {
        const tls = facts.tls?.state === "known" ? facts.tls.value : undefined;
        return tls?.outcome === "trusted" && probe !== "http-silent" ? httpOf(situation, target.kind) : undefined;
      }
    }
  };
  const value = make();
  return value === undefined ? undefined : (observed(value) as Fact<FactValues[Name]>);
}

function httpOf({ probe, cluster }: Case, kind: string): FactValues["http"] {
  const answer = (
    path: string,
    status: number,
    body: FactValues["http"]["answers"][number]["body"],
    message: string,
  ) => ({
    path,
    status,
    body,
    message,
  });
  const both = (status: number, body: FactValues["http"]["answers"][number]["body"], message: string) => ({
    answers: [answer("/readyz", status, body, message), answer("/version", status, body, message)],
    version: null,
  });
  const closed = kind === "dns" && cluster.dns !== "open";
  if (closed && probe !== "perimeter") return both(403, "html", "Error 403 (Forbidden)!!1");
  switch (probe) {
    case "unauthorized":
      return both(401, "kubernetes-status", "Unauthorized");
    case "forbidden":
      return both(403, "kubernetes-status", 'forbidden: User "drawbridge@corp.example" cannot get path "/version"');
    case "anonymous":
      return both(403, "kubernetes-status", 'forbidden: User "system:anonymous" cannot get path "/version"');
    case "html-403":
      return both(403, "html", "Error 403 (Forbidden)!!1");
    case "perimeter":
      return both(403, "other", "vpcServiceControlsUniqueIdentifier: abc");
    case "unavailable":
      return both(503, "other", "etcd failed");
    default:
      return { answers: [answer("/readyz", 200, "ok", "ok"), answer("/version", 200, "other", "")], version: "v1.33" };
  }
}

/** The family and scope of an address, as the caller fact has them. */
export function describeAddress(address: string) {
  return { family: addressFamily(address), scope: addressScope(address) };
}
