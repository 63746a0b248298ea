/** What Kubernetes' objects are to the rest of the code. Times are ISO 8601 texts in UTC; null: the server did not say. */

export type NamespaceView = {
  readonly name: string;
  readonly uid: string;
  /** `Active` or `Terminating`. */
  readonly phase: string;
  readonly labels: Readonly<Record<string, string>>;
};

export type ServiceAccountView = {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** `automountServiceAccountToken`; null: not set, which means yes. */
  readonly automountToken: boolean | null;
};

export type ContainerView = {
  readonly name: string;
  readonly image: string;
  /** `waiting` also before the kubelet has said anything. */
  readonly state: "waiting" | "running" | "terminated";
  /** `ImagePullBackOff`, `OOMKilled`, `Completed`, … */
  readonly reason: string | null;
  readonly message: string | null;
  readonly exitCode: number | null;
  readonly restarts: number;
};

export type PodView = {
  readonly name: string;
  readonly uid: string;
  /** `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`. */
  readonly phase: string;
  readonly serviceAccount: string;
  readonly hostNetwork: boolean;
  /** The pod's own setting, which outranks its service account's; null: not set. */
  readonly automountToken: boolean | null;
  readonly nodeName: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** When the kubelet took the pod up. */
  readonly startedAt: string | null;
  readonly deletionTimestamp: string | null;
  /** Why it failed or is not scheduled: `DeadlineExceeded`, `Evicted`, `Unschedulable`, … */
  readonly reason: string | null;
  readonly message: string | null;
  readonly containers: readonly ContainerView[];
};

export type LabelSelectorView = {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    /** `In`, `NotIn`, `Exists` or `DoesNotExist`. */
    readonly operator: string;
    readonly values: readonly string[];
  }[];
};

export type EgressPeerView =
  | { readonly cidr: string; readonly except: readonly string[] }
  /** A null selector was not given: the pod selector then speaks of the policy's own namespace. */
  | { readonly podSelector: LabelSelectorView | null; readonly namespaceSelector: LabelSelectorView | null };

export type EgressPortView = {
  /** `TCP`, `UDP` or `SCTP`. */
  readonly protocol: string;
  /** A number, a container port's name, or null for every port of the protocol. */
  readonly port: number | string | null;
  /** The last port of a range that begins at `port`. */
  readonly endPort: number | null;
};

export type NetworkPolicyView = {
  readonly name: string;
  /** Both parts empty: every pod of the namespace. */
  readonly podSelector: LabelSelectorView;
  /** As the server applies them, also where the object does not say: `Ingress`, `Egress`. */
  readonly policyTypes: readonly string[];
  /** Null: the policy says nothing about egress. Empty: nothing may go out. An empty `to` or `ports` means all of them. */
  readonly egress:
    | readonly { readonly to: readonly EgressPeerView[]; readonly ports: readonly EgressPortView[] }[]
    | null;
};

export type EventView = {
  readonly uid: string;
  /** When it was seen last. */
  readonly at: string | null;
  /** `Normal` or `Warning`. */
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
};
