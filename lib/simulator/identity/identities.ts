/** Who a token of the simulator stands for. `other` is every token that the simulator did not make. */
export const identityLabels = ["drawbridge-reader", "drawbridge-applier", "human", "terraform", "other"] as const;
export type IdentityLabel = (typeof identityLabels)[number];

export type Identity = { readonly label: IdentityLabel; readonly principal: string; readonly token: string };

const known: readonly Identity[] = [
  identity("drawbridge-reader", "drawbridge-reader@corp-data-prod.iam.gserviceaccount.com"),
  identity("drawbridge-applier", "drawbridge-applier@corp-data-prod.iam.gserviceaccount.com"),
  identity("human", "ana@corp.example"),
  identity("terraform", "terraform@corp-data-prod.iam.gserviceaccount.com"),
];

/** What the reader is refused from the start. */
const writingPermissions: readonly string[] = [
  "container.clusters.update",
  "iam.serviceAccounts.setIamPolicy",
  "iam.serviceAccounts.create",
  "iam.serviceAccounts.delete",
  "iam.serviceAccounts.enable",
  "iam.serviceAccounts.disable",
  "resourcemanager.projects.setIamPolicy",
  "storage.buckets.setIamPolicy",
];

/* Writing objects of the clusters, whatever their kind. */
const kubernetesWrites = /^container\.(?!clusters\.)[a-zA-Z]+\.(create|update|delete)$/;

/** The identities that have a token of their own. */
export const knownIdentities = known;

/** A change of what an identity may do. The last one that fits decides. */
export type PermissionRule = {
  readonly identity: IdentityLabel;
  /** Every project, when there is none. */
  readonly project?: string;
  readonly permission: string;
  readonly allowed: boolean;
};

/** The identities of one simulator: their tokens, and what the control API gave them or took from them. */
export class Identities {
  private rules: readonly PermissionRule[] = [];
  private revoked: readonly IdentityLabel[] = [];

  ofToken(token: string | undefined): Identity {
    return (
      known.find((candidate) => candidate.token === token) ?? {
        label: "other",
        principal: "someone@corp.example",
        token: token ?? "",
      }
    );
  }

  withLabel(label: IdentityLabel): Identity {
    return known.find((candidate) => candidate.label === label) ?? this.ofToken(undefined);
  }

  /** Adds rules; they win over earlier ones. */
  rule(...rules: readonly PermissionRule[]): void {
    this.rules = [...this.rules, ...rules];
  }

  /** Makes an identity's token as good as an expired one, or good again. */
  setTokenRevoked(label: IdentityLabel, revoked: boolean): void {
    this.revoked = [...this.revoked.filter((other) => other !== label), ...(revoked ? [label] : [])];
  }

  isTokenRevoked(label: IdentityLabel): boolean {
    return this.revoked.includes(label);
  }

  /** True when a call that needs this permission is refused. The reader may not update unless a rule says so. */
  isRefused(label: IdentityLabel, project: string, permission: string): boolean {
    const readerWrites =
      label === "drawbridge-reader" && (writingPermissions.includes(permission) || kubernetesWrites.test(permission));
    return !(this.decided(label, project, permission) ?? !readerWrites);
  }

  /**
   * True when `testIamPermissions` leaves the permission out. What the reader is refused from the start does not show there:
   * a refusal that a project-level test does not foresee, as IAM conditions make it. A rule of the control API shows.
   */
  isKnownRefused(label: IdentityLabel, project: string, permission: string): boolean {
    return this.decided(label, project, permission) === false;
  }

  list() {
    return known.map(({ label, principal }) => ({
      identity: label,
      principal,
      tokenRevoked: this.isTokenRevoked(label),
      rules: this.rules.filter((rule) => rule.identity === label),
    }));
  }

  reset(): void {
    this.rules = [];
    this.revoked = [];
  }

  private decided(label: IdentityLabel, project: string, permission: string): boolean | undefined {
    return this.rules.findLast(
      (rule) => rule.identity === label && rule.permission === permission && (rule.project ?? project) === project,
    )?.allowed;
  }
}

function identity(label: IdentityLabel, principal: string): Identity {
  return { label, principal, token: `simulated-token-of-${label}` };
}
