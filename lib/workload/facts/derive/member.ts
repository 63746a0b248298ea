/** Of the direct principal: a Kubernetes service account as IAM knows it, without a Google service account. */
export type PrincipalParts = {
  readonly projectNumber: string;
  /** `PROJECT.svc.id.goog`. */
  readonly pool: string;
  readonly namespace: string;
  readonly serviceAccount: string;
};

/** What a member of an IAM policy says, as far as a Kubernetes service account is concerned. */
export type ParsedMember =
  | {
      readonly kind: "workload";
      /** `PROJECT.svc.id.goog`. */
      readonly pool: string;
      readonly namespace: string;
      readonly serviceAccount: string;
    }
  | ({ readonly kind: "direct" } & PrincipalParts)
  /** Every service account of a namespace. */
  | {
      readonly kind: "namespace-set";
      readonly projectNumber: string;
      readonly pool: string;
      readonly namespace: string;
    }
  /** Every service account of a cluster, or of the whole pool. */
  | {
      readonly kind: "pool-set";
      readonly projectNumber: string;
      readonly pool: string;
      readonly cluster: string | null;
    }
  /** A principal that was deleted; it grants nothing to one of the same name. */
  | { readonly kind: "deleted"; readonly principal: string }
  | { readonly kind: "other" };

/** The role that lets a Kubernetes service account act as a Google one. */
export const impersonationRole = "roles/iam.workloadIdentityUser";

/** The annotation that names the Google service account. */
export const impersonationAnnotation = "iam.gke.io/gcp-service-account";

/** The member that the policy of a Google service account has to hold: `serviceAccount:POOL[NAMESPACE/NAME]`. */
export function impersonationMember(pool: string, namespace: string, serviceAccount: string): string {
  return `serviceAccount:${pool}[${namespace}/${serviceAccount}]`;
}

/** The member that resources grant roles to in direct mode: `principal://iam.googleapis.com/…/subject/ns/N/sa/S`. */
export function directPrincipal({ projectNumber, pool, namespace, serviceAccount }: PrincipalParts): string {
  return `principal://${poolPath(projectNumber, pool)}/subject/ns/${namespace}/sa/${serviceAccount}`;
}

/** The pool of the cluster's project. A fleet's pool has another name, which the cluster tells. */
export function defaultPool(project: string): string {
  return `${project}.svc.id.goog`;
}

/** Reads one member. Never throws; what says nothing of Kubernetes is `other`. */
export function parseMember(member: string): ParsedMember {
  if (member.startsWith("deleted:")) {
    return { kind: "deleted", principal: member.slice("deleted:".length).replace(/\?uid=.*$/, "") };
  }
  const workload = /^serviceAccount:([^[\]/]+)\[([^[\]/]*)\/([^[\]/]*)\]$/.exec(member);
  if (workload) {
    const [, pool = "", namespace = "", serviceAccount = ""] = workload;
    return { kind: "workload", pool, namespace, serviceAccount };
  }
  const principal = federated.exec(member);
  if (!principal) return { kind: "other" };
  const [, set, projectNumber = "", pool = "", path = ""] = principal;
  const subject = /^subject\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(path);
  if (!set && subject) {
    const [, namespace = "", serviceAccount = ""] = subject;
    return { kind: "direct", projectNumber, pool, namespace, serviceAccount };
  }
  if (!set) return { kind: "other" };
  const namespace = /^namespace\/([^/]+)$/.exec(path)?.[1];
  if (namespace) return { kind: "namespace-set", projectNumber, pool, namespace };
  const cluster = /^kubernetes\.cluster\/(.+)$/.exec(path)?.[1];
  if (cluster) return { kind: "pool-set", projectNumber, pool, cluster };
  return path === "*" ? { kind: "pool-set", projectNumber, pool, cluster: null } : { kind: "other" };
}

/** With the project's number: by its id, IAM means nobody. */
const federated =
  /^principal(Set)?:\/\/iam\.googleapis\.com\/projects\/(\d+)\/locations\/global\/workloadIdentityPools\/([^/]+)\/(.+)$/;

function poolPath(projectNumber: string, pool: string): string {
  return `iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${pool}`;
}
