import type { ClusterStatus, ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { EndpointKind, FactName } from "@/lib/diagnosis/facts/schema";
import type { UnknownReason } from "@/lib/engine/fact";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";

/** Entries of the list, or `off` for a list that filters nothing. */
export const lists = {
  off: undefined,
  empty: [],
  office: ["81.92.200.0/24"],
  everyone: ["0.0.0.0/0"],
  halves: ["81.92.200.0/25", "81.92.200.128/25"],
  privateRange: ["10.0.0.0/8"],
  cgnat: ["100.64.0.0/10"],
  hostBits: ["81.92.200.9/24"],
  unreadable: ["office", "81.92.200.7 /32"],
  ipv6: ["2a02:8109:9f40::/48"],
  google: ["34.140.61.85/32"],
  oldHome: ["93.104.77.200/32"],
  full: Array.from({ length: 100 }, (_, index) => `185.${index}.0.0/24`),
} as const;

export type ClusterShape = {
  readonly ip: boolean;
  readonly public: "on" | "off" | "no-address";
  readonly private: boolean;
  readonly dns: "open" | "closed" | "none";
  readonly list: keyof typeof lists;
  readonly google: boolean | null;
  readonly enforced: boolean | null;
  readonly privateNodes: boolean;
  readonly connectivity: ClusterView["connectivity"];
  readonly kind: ClusterView["kind"];
  readonly mode: ClusterView["mode"];
  readonly status: ClusterStatus;
  readonly condition: "none" | "CLOUD_KMS_KEY_ERROR" | "CA_EXPIRING";
  readonly ca: boolean;
  readonly etag: string;
  readonly addedPods: boolean;
  readonly managedBy: ClusterView["managedBy"];
};

/** Where a connection starts; the address is what the load balancer or the echo saw, null when nobody could tell. */
export type Start = { readonly kind: "browser" | "server" | "address"; readonly address: string | null };

export const kubeconfigs = [
  "none",
  "public",
  "private",
  "dns",
  "dns-own-ca",
  "dns-other-ca",
  "public-other-ca",
  "retired",
  "other-cluster",
  "other-cluster-same-private-address",
  "rebuilt",
  "relay-address",
  "tunnel",
  "own-name",
  "public-by-proxy",
  "private-by-proxy",
  "auth-provider",
  "no-login",
  "empty",
  "server-only",
] as const;

export type KubeconfigShape = (typeof kubeconfigs)[number];

export type ErrorShape = { readonly causes: readonly ErrorCause[]; readonly details: ErrorDetails };

/** How far this server's own connection gets. */
export const probes = [
  "ready",
  "unauthorized",
  "forbidden",
  "anonymous",
  "html-403",
  "perimeter",
  "unavailable",
  "http-silent",
  "untrusted",
  "expired",
  "name-mismatch",
  "tls-closed",
  "dropped",
  "refused",
  "unreachable",
  "proxy-failed",
  "unresolved",
] as const;

export type ProbeShape = (typeof probes)[number];

/** One situation: everything that the facts follow from. */
export type Case = {
  readonly cluster: ClusterShape;
  readonly lookup: "found" | "not-found" | "api-disabled" | "billing-disabled" | "perimeter-denied";
  readonly start: Start;
  readonly endpoint: EndpointKind | null;
  readonly kubeconfig: KubeconfigShape;
  readonly error: ErrorShape | null;
  readonly probe: ProbeShape;
  /** What a second echo saw, when this server or a browser on it was looked at. */
  readonly secondEcho: string | null;
  readonly googleRangeKnown: boolean;
  readonly history: "none" | "reverted" | "overwritten";
  readonly operation: "none" | "UPGRADE_NODES" | "UPGRADE_MASTER";
  /** Facts that could not be observed, whatever the rest says. */
  readonly unknown: readonly FactName[];
  readonly unknownReason: UnknownReason;
};

export const healthyShape: ClusterShape = {
  ip: true,
  public: "on",
  private: true,
  dns: "closed",
  list: "office",
  google: false,
  enforced: false,
  privateNodes: true,
  connectivity: "private-service-connect",
  kind: "regional",
  mode: "standard",
  status: "RUNNING",
  condition: "none",
  ca: true,
  etag: "9bcf1e2a",
  addedPods: false,
  managedBy: null,
};

export const healthyCase: Case = {
  cluster: healthyShape,
  lookup: "found",
  start: { kind: "browser", address: "81.92.200.7" },
  endpoint: null,
  kubeconfig: "none",
  error: null,
  probe: "ready",
  secondEcho: null,
  googleRangeKnown: true,
  history: "none",
  operation: "none",
  unknown: [],
  unknownReason: "timed-out",
};
