import type { IamBinding, IamPolicyView } from "@/lib/workload/facts/iam-view";

const role = "roles/iam.workloadIdentityUser";

/** Kubernetes service accounts of a project's pool, in both forms that IAM takes: domain facts 6.2. */
const kubernetesMember =
  /^(?:serviceAccount:[a-z0-9.:-]+\.svc\.id\.goog\[[a-z0-9-]+\/[a-z0-9.-]+\]|principal:\/\/iam\.googleapis\.com\/projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9.:-]+\.svc\.id\.goog\/subject\/ns\/[a-z0-9-]+\/sa\/[a-z0-9.-]+)$/;

/**
 * Why a policy is not put in the place of the one that was read; undefined when the only difference is Kubernetes service
 * accounts among the members of roles/iam.workloadIdentityUser. A binding of that role without a condition may come, and
 * one may go with its last member.
 */
export function bindingChangeProblem(before: IamPolicyView, after: IamPolicyView): string | undefined {
  if (!before.etag || after.etag !== before.etag) return "A policy is written with the etag that it was read with.";
  if (textOf(others(before)) !== textOf(others(after))) return `Only bindings of ${role} are changed.`;
  const own = [...conditionsOf(before), ...conditionsOf(after)];
  const moved = [...new Set(own)].flatMap((condition) => movedMembers(before, after, condition));
  const stranger = moved.find((member) => !kubernetesMember.test(member));
  if (stranger) return "Only Kubernetes service accounts are bound and unbound.";
  if (moved.length === 0) return "The policy is already like that.";
  if (conditionsOf(after).some((condition) => condition !== "null" && !conditionsOf(before).includes(condition))) {
    return "No conditional binding is added.";
  }
  return undefined;
}

/** The policy in Google's form. A policy with conditions is refused in a version below 3. */
export function toVendorPolicy({ etag, bindings }: IamPolicyView) {
  return {
    etag,
    version: 3,
    bindings: bindings.map(({ condition, ...binding }) => (condition ? { ...binding, condition } : binding)),
  };
}

function others({ bindings }: IamPolicyView): readonly IamBinding[] {
  return bindings.filter((binding) => binding.role !== role);
}

function conditionsOf({ bindings }: IamPolicyView): readonly string[] {
  return bindings.filter((binding) => binding.role === role).map(({ condition }) => textOf(condition));
}

/** Members that are on one side only, as often as they are listed more there. */
function movedMembers(before: IamPolicyView, after: IamPolicyView, condition: string): readonly string[] {
  const [old, now] = [before, after].map(({ bindings }) =>
    bindings
      .filter((binding) => binding.role === role && textOf(binding.condition) === condition)
      .flatMap(({ members }) => members),
  ) as [string[], string[]];
  return [...old.filter((member) => !now.includes(member)), ...now.filter((member) => !old.includes(member))];
}

/** The same text for the same value, whatever the order of its keys. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => left.localeCompare(right)))
      : part,
  );
}
