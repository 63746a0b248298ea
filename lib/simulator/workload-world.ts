import type { JsonObject, World } from "./world";

/** How the simulated kubelet treats an image. */
export type SimulatedImage = {
  /** The image's reference as pods name it; a tag belongs to it. */
  readonly image: string;
  /** Default `ok`. `denied`: the registry answers 403; `missing`: 404; `slow`: pulling takes two simulated minutes. */
  readonly pull?: "ok" | "denied" | "missing" | "slow";
  /** What runs when the pod starts: the program prints its log and ends with its exit code. Default `silent`. */
  readonly program?: "curl" | "dbt" | "echo" | "fail" | "out-of-memory" | "sleep" | "silent";
};

/** What there is beside the cluster: Google service accounts, policies, a Composer environment, Kubernetes objects. */
export type WorkloadSetup = {
  /** Beside `{gsa}`, which every workload world has unless this says null. */
  readonly googleServiceAccount?: {
    /** JSON merge patch on the account in IAM's REST shape: `{"disabled": true}`. */
    readonly overlay?: JsonObject;
    /** The account's IAM policy; default: none. Texts may hold `{gsa} {project} {pool}`. */
    readonly policy?: JsonObject;
  } | null;
  /** Members by role in the project's IAM policy, added to what other worlds of the project say. Texts as above. */
  readonly projectRoles?: Readonly<Record<string, readonly string[]>>;
  /** Members by role in the IAM policy of buckets, by the bucket's name. */
  readonly buckets?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** A Composer environment named after the world. Generation 2 has the world's cluster, generation 3 none. */
  readonly environment?: {
    readonly generation: 1 | 2 | 3;
    /** JSON merge patch on the environment in Composer's REST shape. */
    readonly overlay?: JsonObject;
  };
  /** Kubernetes objects in REST JSON, added to every cluster's default ones. Texts may hold `{gsa} {project} {pool}`. */
  readonly objects?: readonly JsonObject[];
  readonly images?: readonly SimulatedImage[];
};

/** What the person asks the workload page. Texts may hold `{gsa} {project}`. */
export type WorkloadWorldRequest = {
  /** Default: the environment when the world has one, otherwise the cluster. */
  readonly target?: "cluster" | "environment";
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Null: the direct principal, without a Google service account. */
  readonly googleServiceAccount: string | null;
  readonly resources?: readonly { readonly resource: string; readonly role: string }[];
  readonly errorText?: string;
  /** Python source of a DAG that the person pastes. */
  readonly dag?: string;
};

/** One simulated situation of the second half: the control plane is reachable from this server, and the pod has no identity. */
export type WorkloadWorld = Pick<
  World,
  "name" | "title" | "project" | "overlay" | "google" | "kubernetes" | "network"
> & {
  /** Null: no cluster of the person's own (Composer 3). */
  readonly base: World["base"] | null;
  readonly setup: WorkloadSetup;
  readonly request: WorkloadWorldRequest;
  /**
   * What Drawbridge itself would remember, for `e2e/worlds` only: in the sandbox it remembers what was really done.
   * `tokenStatus` and `email` as a probe pod saw them; `recentBinding`: it added the very binding a minute ago.
   */
  readonly remembered?: {
    readonly recentBinding?: true;
    readonly proof?: { readonly email: string | null; readonly tokenStatus: number };
  };
  readonly expected: {
    readonly verdict: "reachable" | "blocked" | "unknown";
    readonly cause: string | null;
  };
};

/** The account that `{gsa}` stands for. Account ids have 6 to 30 characters. */
export function googleServiceAccountOf({
  name,
  project = "corp-data-prod",
}: Pick<WorkloadWorld, "name" | "project">): string {
  return `wi-${name.slice(0, 27).replace(/-$/, "")}@${project}.iam.gserviceaccount.com`;
}

/** The world as the parts of the simulator see it that know clusters only; undefined where there is none. */
export function asClusterWorld(workload: WorkloadWorld): World | undefined {
  const { base, setup: _setup, request: _request, expected: _expected, ...world } = workload;
  if (base === null) return undefined;
  return {
    ...world,
    base,
    place: "server",
    request: { vantage: "server" },
    expected: { verdict: "reachable", cause: null },
    workload,
  };
}
