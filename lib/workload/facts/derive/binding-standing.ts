import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { IamPolicyView } from "@/lib/workload/facts/iam-view";
import { impersonationRole, type ParsedMember, parseMember } from "./member";

/** Roles that hold `iam.serviceAccounts.getAccessToken`: the one that is meant for this, and the ones that do as well. */
const sufficientRoles = [impersonationRole, "roles/iam.serviceAccountTokenCreator"];

/** A Kubernetes service account of one cluster. */
export type WorkloadAccount = {
  readonly cluster: ClusterName;
  readonly pool: string;
  readonly namespace: string;
  readonly serviceAccount: string;
};

/** The one part of a member that is another one than wanted. */
export type MemberDifference = {
  readonly part: "namespace" | "service account" | "project pool";
  readonly wanted: string;
  readonly found: string;
};

/** A binding that holds only while its condition does. */
export type ConditionalBinding = { readonly member: string; readonly title: string; readonly expression: string };

/** What the policy of a Google service account says of one Kubernetes service account. */
export type BindingStanding =
  | { readonly kind: "granted"; readonly role: string; readonly member: string }
  /** `more`: the other ones; each of them would do. */
  | (ConditionalBinding & { readonly kind: "conditional"; readonly more: readonly ConditionalBinding[] })
  /** Bound by a role whose permissions the policy does not tell. */
  | { readonly kind: "custom-role"; readonly role: string; readonly member: string }
  | { readonly kind: "deleted"; readonly member: string }
  | { readonly kind: "another"; readonly member: string; readonly difference: MemberDifference }
  /** `others`: the Kubernetes service accounts that may act as it. */
  | { readonly kind: "none"; readonly others: readonly string[] };

/**
 * How the policy stands to the account. The best that is there counts: a binding without a condition before one with.
 * Only the account's own policy is looked at; a role of the project or above it would do as well.
 */
export function bindingStanding(
  { bindings }: Pick<IamPolicyView, "bindings">,
  account: WorkloadAccount,
): BindingStanding {
  const entries = bindings.flatMap((binding) => binding.members.map((member) => ({ binding, member })));
  const ours = entries.filter(({ member }) => means(parseMember(member), account));
  const sufficient = ours.filter(({ binding }) => sufficientRoles.includes(binding.role));

  const free = sufficient.find(({ binding }) => binding.condition === null);
  if (free) return { kind: "granted", role: free.binding.role, member: free.member };
  const [conditional, ...more] = sufficient.flatMap(({ member, binding: { condition } }): ConditionalBinding[] =>
    condition ? [{ member, title: condition.title, expression: condition.expression }] : [],
  );
  if (conditional) return { kind: "conditional", ...conditional, more };
  const custom = ours.find(({ binding }) => /^(projects|organizations)\//.test(binding.role));
  if (custom) return { kind: "custom-role", role: custom.binding.role, member: custom.member };

  const candidates = entries.filter(({ binding }) => sufficientRoles.includes(binding.role));
  const deleted = candidates.find(({ member }) => isDeleted(member, account));
  if (deleted) return { kind: "deleted", member: deleted.member };
  for (const { member } of candidates) {
    const difference = onlyDifference(member, account);
    if (difference) return { kind: "another", member, difference };
  }
  const others = candidates.filter(({ member }) => parseMember(member).kind === "workload").map(({ member }) => member);
  return { kind: "none", others: [...new Set(others)] };
}

/** The project's number is not compared: the pool's name holds the project's id. */
function means(member: ParsedMember, { cluster, pool, namespace, serviceAccount }: WorkloadAccount): boolean {
  switch (member.kind) {
    case "workload":
    case "direct":
      return member.pool === pool && member.namespace === namespace && member.serviceAccount === serviceAccount;
    case "namespace-set":
      return member.pool === pool && member.namespace === namespace;
    case "pool-set":
      return member.pool === pool && (member.cluster === null || member.cluster === clusterUrl(cluster));
    default:
      return false;
  }
}

function clusterUrl(cluster: ClusterName): string {
  return `https://container.googleapis.com/v1/${formatClusterName(cluster)}`;
}

function isDeleted(member: string, account: WorkloadAccount): boolean {
  const parsed = parseMember(member);
  return parsed.kind === "deleted" && means(parseMember(parsed.principal), account);
}

function onlyDifference(member: string, account: WorkloadAccount): MemberDifference | undefined {
  const parsed = parseMember(member);
  if (parsed.kind !== "workload") return undefined;
  const differences: readonly MemberDifference[] = [
    { part: "project pool", wanted: account.pool, found: parsed.pool },
    { part: "namespace", wanted: account.namespace, found: parsed.namespace },
    { part: "service account", wanted: account.serviceAccount, found: parsed.serviceAccount },
  ];
  const [only, more] = differences.filter(({ wanted, found }) => wanted !== found);
  return more ? undefined : only;
}
