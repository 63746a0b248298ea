import type { WorkloadWorld } from "./workload-world";

/** JSON as Google's REST APIs send it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Where a connection starts in the simulated world. `places.ts` has the addresses. */
export type PlaceId = "office" | "home" | "vpn" | "cloud-shell" | "vm-in-vpc" | "server";

/** The base clusters that overlays change. `bases/` has them in full, in Google's REST shape. */
export type BaseId = "regional-public" | "regional-private" | "zonal-peering" | "autopilot" | "dns-only";

/** What happens to a connection, by the simulated network or by the far end. */
export type Behaviour =
  | "connect"
  /** No packet comes back: the connection attempt hangs. */
  | "drop"
  /** A TCP reset answers the SYN. */
  | "refuse"
  /** TCP connects, then nothing is ever sent. */
  | "stall-tls"
  /** TCP connects, then the far end closes during the TLS handshake. */
  | "close-tls"
  /** An intercepting middle box presents a certificate of its own. */
  | "intercept-tls";

/** The person's kubeconfig, as differences from what `get-credentials` would write for this cluster. */
export type WorldKubeconfig = {
  readonly endpoint: "public" | "private" | "dns";
  /** Replaces the server URL: an address the cluster no longer has, a tunnel. `{public}`-style placeholders allowed. */
  readonly server?: string;
  /** Default: what get-credentials writes (`cluster` for IP endpoints, `none` for DNS). `other` is a CA of another cluster. */
  readonly ca?: "cluster" | "other" | "none";
  /** Default `gke_P_L_C`. */
  readonly context?: string;
  /** `null`: no current-context is set. Default: the context above. */
  readonly currentContext?: string | null;
  /** Default `gke-gcloud-auth-plugin`; `auth-provider` writes the removed `auth-provider: {name: gcp}` stanza. */
  readonly exec?: string;
  readonly proxyUrl?: string;
  readonly tlsServerName?: string;
};

/**
 * One simulated situation: a cluster (named after its root cause) as a small overlay on a base,
 * and the person who meets it. Texts may hold `{name} {project} {location} {public} {private} {dns} {operation}`.
 */
export type World = {
  /** Cluster name, and the id of the root cause (or `healthy-…`). */
  readonly name: string;
  /** The situation in one sentence, as a person would tell it. */
  readonly title: string;
  readonly base: BaseId;
  /** Default `corp-data-prod`. */
  readonly project?: string;
  /** JSON merge patch (RFC 7386) on the base's cluster resource; `null` removes a field. */
  readonly overlay: JsonObject;
  /** Where the person sits. */
  readonly place: PlaceId;
  readonly request: {
    readonly vantage: "browser" | "server" | { readonly address: string };
    readonly endpoint?: "public" | "private" | "dns";
    readonly kubeconfig?: WorldKubeconfig;
    readonly errorText?: string;
  };
  /** Answers of Google's API for this cluster that replace the ordinary ones. */
  readonly google?: {
    /** An error body that `clusters.get` answers. */
    readonly getCluster?: { readonly status: number; readonly body: JsonObject };
    /** Permissions that Drawbridge's identity has not; they hold for the whole project, so such a world names its own `project`. */
    readonly deniedPermissions?: readonly string[];
    /**
     * Operations in the REST shape; `targetLink`, `zone`, `location` and `selfLink` are filled in, and `name` when absent.
     * Texts may hold `{now}` and `{now-90m}` (s, m, h, d): the time of the answer, so that an operation stays fresh.
     */
    readonly operations?: readonly JsonObject[];
    /**
     * Cloud Audit Log entries (`LogEntry`); `resource.labels`, `logName` and `protoPayload.resourceName` are filled in.
     * Texts may hold `{now-3h}` as above; an entry without `timestamp` is an hour old.
     */
    readonly auditLog?: readonly JsonObject[];
  };
  /** The Kubernetes API server behind the endpoints. Defaults: healthy, the cluster's CA, knows the token. */
  readonly kubernetes?: {
    readonly status?: "ok" | "unauthorized" | "forbidden" | "anonymous-forbidden" | "unavailable";
    readonly certificate?: "ok" | "other-ca" | "expired" | "other-names";
    /** The Google front end of the DNS endpoint: closed when `allowExternalTraffic` is not true, whatever this says. */
    readonly dnsFrontEnd?: "ok" | "connect-denied" | "perimeter-denied";
  };
  /** Replaces what the cluster's configuration and the place would give. */
  readonly network?: readonly {
    readonly place: PlaceId | "*";
    readonly endpoint: "public" | "private" | "dns";
    readonly behaviour: Behaviour;
  }[];
  /** What the resolver answers for the DNS endpoint's name. Default: an address. */
  readonly resolver?: "ok" | "nxdomain" | "timeout";
  /** What the second DNS echo answers instead of the place's address: an egress that differs by destination. */
  readonly secondEcho?: string;
  /** What the diagnosis has to say, checked for every world. */
  readonly expected: {
    readonly verdict: "reachable" | "blocked" | "unknown";
    readonly cause: string | null;
  };
  /** Set where the cluster belongs to a situation of the workload page. */
  readonly workload?: WorkloadWorld;
};
