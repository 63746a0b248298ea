import fc from "fast-check";
import { clusterStatuses } from "@/lib/diagnosis/facts/cluster-view";
import type { FactName } from "@/lib/diagnosis/facts/schema";
import { type ErrorCause, errorCauses } from "@/lib/kubernetes/explain/causes";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";
import { type Case, type ClusterShape, type ErrorShape, kubeconfigs, lists, probes, type Start } from "./case";
import { operationName, retiredAddress } from "./facts-of";

/** Sets of candidates that real texts share, as `explain` orders them. */
export const sharedTexts: readonly (readonly ErrorCause[])[] = [
  ["kubeconfig-missing", "no-current-context", "context-missing", "kubeconfig-invalid"],
  ["no-current-context", "context-missing", "kubeconfig-invalid"],
  ["kubeconfig-missing", "conn-refused"],
  ["conn-refused", "proxy-refused"],
  ["proxy-refused", "conn-refused"],
  ["proxy-502", "proxy-timeout"],
  ["tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "deadline"],
  ["deadline", "tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "dns-timeout"],
  ["proxy-timeout", "deadline", "tcp-timeout", "tls-handshake-timeout"],
  ["tcp-timeout", "deadline", "dns-timeout"],
  ["tls-eof", "http-eof"],
  ["http-eof", "tls-eof"],
  ["http-to-https", "http-eof"],
  ["http-to-https", "conn-reset"],
  ["http-400", "http-to-https"],
  ["http-500", "http-502"],
  ["captive-portal", "dns-endpoint-forbidden"],
  ["dns-endpoint-forbidden", "captive-portal"],
  ["client-usage", "http-404"],
  ["exec-plugin-missing", "exec-plugin-failed"],
  ["gcloud-cluster-provisioning", "gcloud-no-private-endpoint"],
  ["slow-ok", "ok"],
];

/** What a text may name besides its cause. */
export const errorDetails: readonly ErrorDetails[] = [
  {},
  { host: "34.78.1.2", address: "34.78.1.2", port: 443 },
  { host: "172.16.0.2", address: "172.16.0.2" },
  { host: "gke-0a1b-123456789012.europe-west1.gke.goog", address: "142.250.1.1" },
  { host: retiredAddress, address: retiredAddress },
  { host: "35.7.7.7" },
  { host: "127.0.0.1", port: 8443 },
  { host: "34.78.1.2", proxy: "10.1.1.1:3128" },
  { user: "ana@corp.example", verb: "list", resource: "pods", namespace: "airflow", permission: "container.pods.list" },
  { user: "ana@corp.example" },
  { user: "system:anonymous", verb: "get", resource: "/version" },
  { user: "104682910385637284910", verb: "create", resource: "pods", namespace: "airflow" },
  { user: "system:node:gke-1", verb: "list", resource: "pods" },
  { permission: "container.clusters.get", project: "corp-data-prod" },
  { permission: "container.clusters.connect" },
  { permission: "container.clusters.update" },
  { operation: operationName },
  { cidr: "81.92.200.7/32" },
  { cluster: "analytics-private", location: "us-east1", suggestedLocation: "europe-west1", project: "corp-data-prod" },
  { cluster: "analytics-private", location: "europe-west1", project: "corp-data-prod" },
  { validNames: ["kubernetes", "34.78.1.2"], host: "127.0.0.1" },
];

export const addresses: readonly (string | null)[] = [
  "81.92.200.7",
  "93.104.77.18",
  "34.140.61.85",
  "10.132.0.9",
  "192.168.1.5",
  "10.20.3.4",
  "10.96.3.17",
  "100.64.1.2",
  "203.0.113.9",
  "127.0.0.1",
  "169.254.3.3",
  "2a02:8109:9f40:2c00::17",
  "fd00::9",
  "81.92.200.0/24",
  "81.92.200.0/25",
  "81.92.200.0/23",
  null,
];

const anyStart: fc.Arbitrary<Start> = fc.record({
  kind: fc.constantFrom("browser", "browser", "server", "address"),
  address: fc.constantFrom(...addresses),
});

const anyCluster: fc.Arbitrary<ClusterShape> = fc.record({
  ip: often(true, false),
  public: often<ClusterShape["public"]>("on", "off", "off", "no-address"),
  private: often(true, false),
  dns: often<ClusterShape["dns"]>("closed", "open", "open", "none"),
  list: fc.oneof(
    {
      weight: 30,
      arbitrary: fc.constantFrom(...(Object.keys(lists) as (keyof typeof lists)[]).filter((list) => list !== "full")),
    },
    { weight: 1, arbitrary: fc.constant("full") },
  ),
  google: often<boolean | null>(false, true, null),
  enforced: often<boolean | null>(false, true, null),
  privateNodes: often(true, false),
  connectivity: fc.constantFrom("private-service-connect", "vpc-peering"),
  kind: fc.constantFrom("regional", "zonal"),
  mode: fc.constantFrom("standard", "autopilot"),
  status: often(...(["RUNNING", ...clusterStatuses] as const)),
  condition: often<ClusterShape["condition"]>("none", "CLOUD_KMS_KEY_ERROR", "CA_EXPIRING"),
  ca: often(true, false),
  etag: often("9bcf1e2a", ""),
  addedPods: fc.boolean(),
  managedBy: often<ClusterShape["managedBy"]>(null, "terraform"),
});

const anyError: fc.Arbitrary<ErrorShape | null> = fc.oneof(
  fc.constant(null),
  fc.record({
    causes: fc.oneof(
      fc.constantFrom(...errorCauses).map((cause) => [cause]),
      fc.constantFrom(...sharedTexts),
      fc.uniqueArray(fc.constantFrom(...errorCauses), { minLength: 2, maxLength: 3 }),
    ),
    details: fc.constantFrom(...errorDetails),
  }),
);

export const hideable: readonly FactName[] = [
  "clusterLookup",
  "cluster",
  "siblings",
  "operations",
  "permissions",
  "listChanges",
  "caller",
  "egress",
  "googleRange",
  "target",
  "dns",
  "tcp",
  "tls",
  "http",
];

/** Any situation, healthy in most respects: a case that differs in everything fails at its first hop. */
export const anyCase: fc.Arbitrary<Case> = fc.record({
  cluster: anyCluster,
  lookup: often<Case["lookup"]>("found", "not-found", "api-disabled", "billing-disabled", "perimeter-denied"),
  start: anyStart,
  endpoint: often<Case["endpoint"]>(null, "public", "private", "dns"),
  kubeconfig: often(...kubeconfigs),
  error: anyError,
  probe: often(...probes),
  secondEcho: often<string | null>(null, "93.104.77.19"),
  googleRangeKnown: often(true, false),
  history: often<Case["history"]>("none", "reverted", "overwritten"),
  operation: often<Case["operation"]>("none", "UPGRADE_NODES", "UPGRADE_MASTER"),
  unknown: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...hideable), { minLength: 1, maxLength: 2 }) },
  ),
  unknownReason: fc.constantFrom("timed-out", "permission-denied"),
});

/** The first value three times out of four. */
function often<Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}
