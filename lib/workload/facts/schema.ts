import type { ClusterName } from "@/lib/core/cluster-name";
import type { UnknownReason } from "@/lib/engine/fact";
import type { BasisOf, Snapshot } from "@/lib/engine/snapshot";
import type { NetworkPolicyView, PodView } from "@/lib/kubernetes/api/views";
import type { EnvironmentName } from "./environment-name";
import type { ComposerEnvironmentView } from "./environment-view";
import type { WorkloadErrorCause } from "./error/causes";
import type { IamPolicyView } from "./iam-view";
import type { WorkloadClusterView } from "./workload-cluster-view";

/** Where the pod runs: a cluster, or a Composer environment, whose cluster Composer's API names. */
export type WorkloadTarget =
  | { readonly kind: "cluster"; readonly cluster: ClusterName }
  | { readonly kind: "environment"; readonly environment: EnvironmentName };

/** A role that the pod's identity needs. `resource`: `projects/P` or `buckets/B`. */
export type WantedRole = { readonly resource: string; readonly role: string };

/** Every fact that a workload diagnosis can hold, by name. Adding a fact starts with a line here. */
export type WorkloadFactValues = {
  /** What was asked. Always known. */
  readonly request: {
    readonly target: WorkloadTarget;
    readonly namespace: string;
    /** The Kubernetes service account. */
    readonly serviceAccount: string;
    /** Its e-mail address; null for the direct principal, which needs neither account nor annotation. */
    readonly googleServiceAccount: string | null;
    readonly roles: readonly WantedRole[];
  };
  /** What the pasted error text says; never the text. Most likely first. */
  readonly errorText:
    | { readonly given: false }
    | {
        readonly given: true;
        readonly causes: readonly WorkloadErrorCause[];
        /** Names that the text holds, where it does. */
        readonly details: {
          readonly caller?: string;
          readonly permission?: string;
          readonly namespace?: string;
          /** `NAMESPACE/NAME` of the Kubernetes service account that called. */
          readonly account?: string;
          readonly googleServiceAccount?: string;
        };
      };
  /** The KubernetesPodOperator and GKEStartPodOperator calls of the pasted DAG, as far as they can be read without running it. */
  readonly dag:
    | { readonly given: false }
    | {
        readonly given: true;
        readonly operators: readonly {
          readonly line: number;
          readonly kind: "KubernetesPodOperator" | "GKEStartPodOperator";
          /** Null: not written there; undefined: written, and not readable. */
          readonly namespace: string | null | undefined;
          readonly serviceAccount: string | null | undefined;
          readonly configFile: string | null | undefined;
          readonly usesInternalIp: boolean | null | undefined;
          readonly usesDnsEndpoint: boolean | null | undefined;
        }[];
      };
  /** What Composer said. `none`: the target is a cluster. */
  readonly environment:
    | { readonly outcome: "none" }
    | { readonly outcome: "found"; readonly view: ComposerEnvironmentView }
    | { readonly outcome: "not-found" | "api-disabled"; readonly message: string };
  /** The cluster that the pod runs in. `tenant`: it is Google's own, and nobody can look into it (Composer 3). */
  readonly cluster:
    | { readonly outcome: "found"; readonly view: WorkloadClusterView }
    | { readonly outcome: "tenant" }
    | { readonly outcome: "not-found"; readonly message: string };
  readonly project: { readonly id: string; readonly number: string };
  /** What Drawbridge reached of the control plane from its own server. */
  readonly controlPlane: { readonly endpoint: "public" | "private" | "dns"; readonly host: string };
  readonly namespace:
    | { readonly exists: false }
    | {
        readonly exists: true;
        readonly uid: string;
        readonly phase: string;
        readonly labels: Readonly<Record<string, string>>;
      };
  readonly serviceAccount:
    | { readonly exists: false }
    | {
        readonly exists: true;
        readonly uid: string;
        readonly resourceVersion: string;
        /** Of `iam.gke.io/gcp-service-account`. */
        readonly annotation: string | null;
        readonly automountToken: boolean | null;
      };
  /** Pods of the namespace that run under the service account, newest first, without those that Drawbridge runs. */
  readonly pods: { readonly pods: readonly PodView[] };
  readonly networkPolicies: { readonly policies: readonly NetworkPolicyView[] };
  /** `none`: the direct principal was asked for. */
  readonly googleServiceAccount:
    | { readonly outcome: "none" }
    | { readonly outcome: "found"; readonly email: string; readonly uniqueId: string; readonly disabled: boolean }
    | { readonly outcome: "not-found"; readonly message: string };
  /** The IAM policy of the Google service account; null for the direct principal. */
  readonly policy: { readonly policy: IamPolicyView | null };
  /** For each wanted role, what the resource's own policy says. Roles can also come from above or by groups. */
  readonly roles: {
    readonly roles: readonly {
      readonly resource: string;
      readonly role: string;
      /** `unread`: this resource's policy could not be read, and another one could. */
      readonly granted: "yes" | "conditional" | "not-here" | "unread";
      /** The member by which it is granted, where it is. */
      readonly member: string | null;
      /** Why it is `unread`. */
      readonly unread?: { readonly reason: UnknownReason; readonly detail: string };
    }[];
  };
  /** Of the environment's own service account: what gcpdiag's Composer rules ask. `none`: no environment. */
  readonly environmentAccount:
    | { readonly outcome: "none" }
    | {
        readonly outcome: "found";
        readonly email: string;
        readonly hasWorker: boolean;
        readonly hasContainerDeveloper: boolean;
        /** `roles/composer.ServiceAgentV2Ext` of the Composer agent on it; null where it does not apply. */
        readonly agentHasExtension: boolean | null;
        /** Why `agentHasExtension` could not be read, where it applies. */
        readonly agentUnread?: { readonly reason: UnknownReason; readonly detail: string };
      };
  /** Bindings that Drawbridge itself changed in the last seven minutes. */
  readonly recentBindings: {
    readonly bindings: readonly {
      readonly at: string;
      readonly member: string;
      readonly googleServiceAccount: string;
      /** It was taken away, not added. */
      readonly removed?: true;
    }[];
  };
  /** What the newest finished probe pod under this service account saw; null without one. */
  readonly proof: {
    readonly proof: {
      readonly run: string;
      /** RFC 3339. */
      readonly at: string;
      /** The identity that the metadata server named; null when it named none. */
      readonly email: string | null;
      /** HTTP status of the token; 0: no answer. */
      readonly tokenStatus: number;
      readonly scopes: readonly string[];
    } | null;
  };
};

export type WorkloadFactName = keyof WorkloadFactValues;

/** Facts by name; a fact that is not there yet is still being gathered. */
export type WorkloadSnapshot = Snapshot<WorkloadFactValues>;

/** The basis each fact gives to a finding, in the order that reports show. */
export const workloadFactBasis: BasisOf<WorkloadFactValues> = {
  request: null,
  errorText: "error-text",
  dag: "configuration",
  environment: "configuration",
  cluster: "configuration",
  project: null,
  controlPlane: null,
  namespace: "configuration",
  serviceAccount: "configuration",
  pods: "observed",
  networkPolicies: "configuration",
  googleServiceAccount: "configuration",
  policy: "configuration",
  roles: "configuration",
  environmentAccount: "configuration",
  recentBindings: null,
  proof: "observed",
};

export const workloadFactNames = Object.keys(workloadFactBasis) as readonly WorkloadFactName[];
