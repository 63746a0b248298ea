import { type Fact, known, type Provenance, type UnknownReason, unknown } from "@/lib/engine/fact";
import type { ClusterView } from "./cluster-view";
import type { FactName, FactSnapshot, FactValues } from "./schema";

const provenance: Provenance = { source: "test", observedAt: "2026-01-01T00:00:00Z", durationMs: 1 };

/** A value as a fact that a test observed. */
export function observed<Value>(value: Value): Fact<Value> {
  return known(value, provenance);
}

export function unobserved(reason: UnknownReason, detail: string): Fact<never> {
  return unknown(reason, detail, provenance);
}

type DeepPartial<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> }
    : Value;

/** A healthy private-nodes cluster with its public endpoint on, the office in its list, and the given differences. */
export function clusterView(differences: DeepPartial<ClusterView> = {}): ClusterView {
  return merge(healthyCluster, differences) as ClusterView;
}

const healthyCluster: ClusterView = {
  name: { project: "corp-data-prod", location: "europe-west1", cluster: "analytics-private" },
  status: "RUNNING",
  statusMessage: "",
  conditions: [],
  mode: "standard",
  kind: "regional",
  version: "1.32.4-gke.1106006",
  etag: "9bcf1e2a",
  connectivity: "private-service-connect",
  endpoints: {
    ipEnabled: true,
    public: { enabled: true, address: "34.78.1.2" },
    private: { enabled: true, address: "172.16.0.2", globalAccess: false },
    dns: { host: "gke-0a1b-123456789012.europe-west1.gke.goog", allowExternalTraffic: false },
    retiredPublicAddress: null,
  },
  authorizedNetworks: {
    enabled: true,
    entries: [{ cidrBlock: "81.92.200.0/24", network: "81.92.200.0/24", displayName: "office" }],
    googleCloudAccess: false,
    privateEndpointEnforcement: false,
  },
  privateNodes: true,
  network: "projects/corp-data-prod/global/networks/corp",
  subnetwork: "projects/corp-data-prod/regions/europe-west1/subnetworks/data",
  ranges: { controlPlane: null, pods: ["10.20.0.0/14"], services: "34.118.224.0/20" },
  caCertificate: "LS0tLS1CRUdJTg==",
  caSha256: "aa".repeat(32),
  labels: {},
  managedBy: null,
};

/** Facts of a healthy diagnosis from the office's browser, with every fact known, and the given ones replaced. */
export function healthySnapshot(
  replaced: { readonly [Name in FactName]?: Fact<FactValues[Name]> | FactValues[Name] | undefined } = {},
): FactSnapshot {
  const values: { [Name in FactName]: FactValues[Name] } = {
    request: { cluster: healthyCluster.name, vantage: { kind: "browser" }, endpoint: null },
    kubeconfig: { given: false },
    errorText: { given: false },
    clusterLookup: { outcome: "found", message: "" },
    cluster: healthyCluster,
    siblings: { clusters: [{ name: healthyCluster.name, hosts: ["34.78.1.2", "172.16.0.2"] }], missingZones: [] },
    operations: { running: [] },
    permissions: {
      granted: ["container.clusters.get", "container.clusters.list", "container.clusters.connect"],
      denied: [],
    },
    listChanges: { changes: [] },
    caller: { address: "81.92.200.7", family: "ipv4", scope: "public", source: "load-balancer" },
    egress: { echoes: [] },
    googleRange: { member: false, prefix: null, scope: null },
    target: { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "Your address is a public one." },
    dns: { outcome: "literal-address", host: "34.78.1.2" },
    tcp: { outcome: "connected", target: "34.78.1.2:443", via: null, detail: "", elapsedMs: 12 },
    tls: {
      outcome: "trusted",
      trust: "cluster-ca",
      issuer: "CN=cluster",
      names: ["kubernetes"],
      validTo: "2030-01-01T00:00:00Z",
      detail: "",
    },
    http: { answers: [{ path: "/readyz", status: 200, body: "ok", message: "ok" }], version: "v1.32.4" },
  };
  const entries = Object.entries({ ...values, ...replaced }).map(([name, value]) => [
    name,
    isFact(value) ? value : observed(value),
  ]);
  const gathered = entries.filter(([name]) => !(String(name) in replaced && replaced[name as FactName] === undefined));
  return Object.fromEntries(gathered) as FactSnapshot;
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === "object" && value !== null && "state" in value && "provenance" in value;
}

function merge(base: unknown, differences: unknown): unknown {
  if (!isRecord(base) || !isRecord(differences)) return differences === undefined ? base : differences;
  const keys = new Set([...Object.keys(base), ...Object.keys(differences)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(base[key], differences[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
