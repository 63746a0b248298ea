import type { AddressScope } from "@/lib/core/address";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { BasisOf, Snapshot } from "@/lib/engine/snapshot";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";
import type { KubeconfigSummary } from "@/lib/kubernetes/kubeconfig/summary";
import type { ClusterView } from "./cluster-view";

export type EndpointKind = "public" | "private" | "dns";

/** Where a connection starts. `terminal` and `composer` join when they can be proven. */
export type Vantage =
  | { readonly kind: "browser" }
  | { readonly kind: "server" }
  | { readonly kind: "address"; readonly address: string };

export type Operation = {
  readonly name: string;
  readonly type: string;
  readonly status: string;
  /** RFC 3339, as Google sends it; empty when unset. */
  readonly startTime: string;
  readonly detail: string;
};

/** One `UpdateCluster` call found in Cloud Audit Logs that set the list of authorized networks. */
export type ListChange = {
  readonly at: string;
  readonly principal: string;
  readonly userAgent: string;
  /** The whole list that the call sent, as written. */
  readonly cidrBlocks: readonly string[];
};

/** What a layered probe found. Probes always start at this server: see `probedFrom`. */
export type DnsProbe =
  | { readonly outcome: "resolved"; readonly host: string; readonly addresses: readonly string[] }
  | { readonly outcome: "literal-address"; readonly host: string }
  | {
      readonly outcome: "no-such-name" | "resolver-failed" | "timed-out";
      readonly host: string;
      readonly code: string;
    };

export type TcpProbe = {
  readonly outcome: "connected" | "timed-out" | "refused" | "unreachable" | "proxy-failed";
  /** `host:port`, as dialled. */
  readonly target: string;
  /** `host:port` of the proxy in between, null when dialled directly. */
  readonly via: string | null;
  readonly detail: string;
  readonly elapsedMs: number;
};

export type TlsProbe = {
  readonly outcome:
    | "trusted"
    | "unknown-ca"
    | "name-mismatch"
    | "expired"
    | "not-yet-valid"
    | "closed"
    | "timed-out"
    | "not-tls";
  /** Which roots were trusted: the cluster's CA, or the system's for `*.gke.goog`. */
  readonly trust: "cluster-ca" | "system-roots";
  readonly issuer: string;
  readonly names: readonly string[];
  /** RFC 3339; empty when no certificate was seen. */
  readonly validTo: string;
  readonly detail: string;
};

export type HttpProbe = {
  /** Answers in the order asked: `/readyz`, `/version`. Status 0: no answer. */
  readonly answers: readonly {
    readonly path: string;
    readonly status: number;
    readonly body: "ok" | "kubernetes-status" | "html" | "other";
    readonly message: string;
  }[];
  /** `serverVersion.gitVersion` when `/version` told. */
  readonly version: string | null;
};

/** Every fact a diagnosis can hold, by name. Adding a fact starts with a line here; the compiler asks for the rest. */
export type FactValues = {
  /** What was asked. Always known. */
  readonly request: {
    readonly cluster: ClusterName;
    readonly vantage: Vantage;
    readonly endpoint: EndpointKind | null;
  };
  /** The browser's summary of the person's kubeconfig; never the file. */
  readonly kubeconfig: { readonly given: false } | { readonly given: true; readonly summary: KubeconfigSummary };
  /** What the pasted error text says; never the text. Causes are most likely first. */
  readonly errorText:
    | { readonly given: false }
    | {
        readonly given: true;
        readonly causes: readonly {
          readonly cause: ErrorCause;
          readonly title: string;
          readonly decidedBy: string | null;
        }[];
        readonly details: ErrorDetails;
      };
  /** What Google said when asked for the cluster. A refusal for lack of permission is unknown, not one of these. */
  readonly clusterLookup: {
    readonly outcome: "found" | "not-found" | "api-disabled" | "billing-disabled" | "perimeter-denied";
    readonly message: string;
  };
  readonly cluster: ClusterView;
  /** Clusters of the project that could be mixed up with the one asked for: by name, by the kubeconfig's host or context. */
  readonly siblings: {
    readonly clusters: readonly { readonly name: ClusterName; readonly hosts: readonly string[] }[];
    readonly missingZones: readonly string[];
  };
  /** Operations on this cluster that are not done. */
  readonly operations: { readonly running: readonly Operation[] };
  /** What Drawbridge's own identity may do in the project. */
  readonly permissions: { readonly granted: readonly string[]; readonly denied: readonly string[] };
  /** Newest first; the last 30 days. */
  readonly listChanges: { readonly changes: readonly ListChange[] };
  readonly caller: {
    readonly address: string;
    readonly family: "ipv4" | "ipv6";
    readonly scope: AddressScope;
    readonly source: "load-balancer" | "connection" | "typed" | "dns-echo";
  };
  /** The addresses that independent echoes saw this server leave from. Only for the `server` vantage and for a browser on this machine. */
  readonly egress: { readonly echoes: readonly { readonly echo: string; readonly address: string }[] };
  /** Whether the caller's address belongs to Google Cloud's published ranges. */
  readonly googleRange: { readonly member: boolean; readonly prefix: string | null; readonly scope: string | null };
  /** The endpoint that this diagnosis is about, and why that one. */
  readonly target: {
    readonly kind: EndpointKind;
    readonly host: string;
    readonly chosenBy: "request" | "kubeconfig" | "error-text" | "vantage";
    readonly why: string;
  };
  readonly dns: DnsProbe;
  readonly tcp: TcpProbe;
  readonly tls: TlsProbe;
  readonly http: HttpProbe;
};

export type FactName = keyof FactValues;

/** Facts by name; a fact that is not there yet is still being gathered. */
export type FactSnapshot = Snapshot<FactValues>;

/** The basis each fact gives to a finding. The caller's address and the request are premises, not evidence of a cause. */
export const factBasis: BasisOf<FactValues> = {
  request: null,
  kubeconfig: "kubeconfig",
  errorText: "error-text",
  clusterLookup: "configuration",
  cluster: "configuration",
  siblings: "configuration",
  operations: "configuration",
  permissions: "configuration",
  listChanges: "configuration",
  caller: null,
  egress: "observed",
  googleRange: null,
  target: null,
  dns: "observed",
  tcp: "observed",
  tls: "observed",
  http: "observed",
};

export const factNames = Object.keys(factBasis) as readonly FactName[];
