import type { ClusterName } from "@/lib/core/cluster-name";
import type { RemedyId } from "@/lib/core/remedy-id";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";

type None = Record<never, never>;

/** Parameters each remedy takes. Adding a remedy starts with a line here and in `lib/core/remedy-id.ts`. */
export type RemedyParams = {
  readonly "get-credentials": { readonly endpoint: EndpointKind };
  readonly "use-context": { readonly context: string };
  readonly "log-in": None;
  readonly "install-auth-plugin": None;
  readonly "repair-kubeconfig": None;
  readonly "set-tls-server-name": None;
  readonly "synchronise-clock": None;
  /** The proxy as `host:port`, null when only the environment can name it. */
  readonly "correct-proxy": { readonly proxy: string | null };
  readonly "correct-location": { readonly cluster: ClusterName };
  readonly "wait-for-cluster": None;
  readonly "wait-for-operation": { readonly operation: string };
  readonly "repair-cluster": None;
  readonly "enable-kubernetes-api": None;
  readonly "grant-role": { readonly role: string; readonly permission: string };
  readonly "open-dns-endpoint": None;
  readonly "enable-global-access": None;
  readonly "configure-dns": None;
  readonly "allow-in-perimeter": None;
  readonly "enable-public-endpoint": None;
  /** The networks that are let in from then on, in canonical form: nobody else is. */
  readonly "enable-authorized-networks": { readonly cidrs: readonly string[] };
  readonly "use-private-network": None;
  /** `displayName`: the entry's, where it is known already. */
  readonly "allow-network": { readonly cidr: string; readonly displayName?: string };
  /** `before` is the entry as written, `after` the CIDR that takes its place under the same display name. */
  readonly "replace-network": { readonly before: string; readonly after: string };
  readonly "remove-network": { readonly cidr: string };
  readonly "aggregate-networks": None;
  /** Entries that a recorded call removed, as written. */
  readonly "restore-networks": { readonly cidrs: readonly string[] };
  readonly "allow-google-cloud": None;
  readonly "use-ipv4": None;
  readonly "create-role-binding": {
    readonly user: string;
    readonly verb: string | null;
    readonly resource: string | null;
    readonly namespace: string | null;
  };
};

/** A remedy that a check suggests, with the parameters that make it a plan. */
export type RemedyRef = { [Id in RemedyId]: { readonly id: Id; readonly params: RemedyParams[Id] } }[RemedyId];
