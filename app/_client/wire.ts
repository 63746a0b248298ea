import type { AddressScope } from "@/lib/core/address";
import type { DiagnosisEvent, NamedFact } from "@/lib/diagnosis/engine/event";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import type { EndpointKind, Vantage } from "@/lib/diagnosis/facts/schema";
import type { PlanDraft } from "@/lib/engine/plan";
import type { KubeconfigSummary } from "@/lib/kubernetes/kubeconfig/summary";
import type { Report, ReportSummary } from "@/lib/services/report";
import type {
  AccessPreview,
  AccessRequest,
  ChangeView,
  GrantPageView,
  GrantView,
  Me,
  PolicyAnswer,
} from "@/lib/services/schema/access";
import type { ClusterRemedy } from "@/lib/services/schema/cluster-plan";
import type {
  AuditEventView,
  AuditPageView,
  AuditProofView,
  ClusterListView,
  EntryOwner,
  ListEntryView,
  ListPageView,
} from "@/lib/services/schema/lists";

export type {
  AccessPreview,
  AccessRequest,
  AuditEventView,
  AuditPageView,
  AuditProofView,
  ChangeView,
  ClusterListView,
  ClusterRemedy,
  EntryOwner,
  GrantPageView,
  GrantView,
  ListEntryView,
  ListPageView,
  Me,
  NamedFact,
  PolicyAnswer,
  Report,
  ReportSummary,
};

/** What the HTTP interface sends and takes, as the pages see it. */
export type Caller = {
  readonly address: string;
  readonly family: "ipv4" | "ipv6";
  readonly scope: AddressScope;
  readonly source: string;
  readonly trusted: boolean;
};

export type ClusterRow = {
  readonly name: string;
  readonly project: string;
  readonly location: string;
  readonly status: string;
  /** `projects/P/locations/L/clusters/C`. */
  readonly resource: string;
  readonly endpoints: readonly { readonly kind: EndpointKind; readonly host: string; readonly usable: boolean }[];
  readonly authorizedNetworks: { readonly enabled: boolean; readonly entries: number };
};

/** A project that could not be listed, and why. */
export type ClusterProblem = { readonly project: string; readonly detail: string };

export type ClusterPage = {
  readonly clusters: readonly ClusterRow[];
  readonly nextCursor: string | null;
  readonly problems: readonly ClusterProblem[];
};

export type DiagnosisRequest = {
  readonly cluster: string;
  readonly vantage: Vantage;
  readonly endpoint?: EndpointKind;
  readonly kubeconfig?: KubeconfigSummary;
  readonly errorText?: string;
};

/** RFC 9457. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The rules of the policy that refused it. */
  readonly rules?: PolicyAnswer["rules"];
};

/** One line of a diagnosis as it streams. */
export type StreamLine =
  | DiagnosisEvent
  | { readonly type: "started"; readonly id: string }
  | { readonly type: "done"; readonly id: string }
  | { readonly type: "error"; readonly problem: Problem };

export type Plan = PlanDraft & {
  readonly id: string;
  readonly fingerprint: string;
  /** RFC 3339. */
  readonly expiresAt: string;
  readonly apply: PlanApply;
};

/** What Drawbridge itself can do with a plan. */
export type PlanApply = {
  /** `grant`: lets a network in for a while. `update`: changes the cluster for good. `manual`: a person does it. */
  readonly kind: "grant" | "update" | "manual";
  /** What the policy says to the defaults; null where it is not asked. */
  readonly policy: PolicyAnswer | null;
  /** The cluster's name has to be typed. */
  readonly confirmation: boolean;
  /** Why it cannot be applied from here. */
  readonly refused: string | null;
};

/** What a plan is applied with. Durations as people write them: `4h`. */
export type ApplyRequest = {
  readonly duration?: string;
  readonly reason?: string;
  readonly breakGlass?: boolean;
  readonly confirmation?: string;
};

/** A command that proves, run where kubectl runs, that the network gets through. */
export type Proof = { readonly command: string; readonly expiresAt: string };

export type SandboxPlace = { readonly id: string; readonly title: string; readonly publicAddress: string };

/** A prepared situation of the sandbox: what to ask, from where, and with what. */
export type SandboxWorld = {
  readonly name: string;
  readonly title: string;
  /** Resource name. */
  readonly cluster: string;
  readonly place: string;
  readonly request: {
    readonly vantage: "browser" | "server" | { readonly address: string };
    readonly endpoint?: EndpointKind;
    /** The whole file, as YAML: the sandbox holds no secrets. */
    readonly kubeconfig?: string;
    readonly errorText?: string;
  };
  readonly expected: { readonly verdict: Verdict["state"]; readonly cause: string | null };
};

/** A prepared situation of the workload page. */
export type SandboxWorkload = {
  readonly world: string;
  readonly title: string;
  /** Resource names. */
  readonly cluster: string | null;
  readonly environment: string | null;
  readonly request: {
    readonly target: "cluster" | "environment";
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly googleServiceAccount: string | null;
    readonly resources: readonly { readonly resource: string; readonly role: string }[];
    readonly errorText?: string;
    readonly dag?: string;
  };
  readonly expected: { readonly verdict: Verdict["state"]; readonly cause: string | null };
};

export type SandboxPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
};

export type SandboxState = {
  readonly people: readonly SandboxPerson[];
  readonly person: string;
  readonly places: readonly SandboxPlace[];
  readonly place: string;
  /** The simulated world's time, RFC 3339. */
  readonly clock: { readonly now: string };
  readonly worlds: readonly SandboxWorld[];
  /** Of the workload page. */
  readonly workloads: readonly SandboxWorkload[];
};
