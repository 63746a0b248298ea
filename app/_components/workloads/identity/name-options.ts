import type { WorkloadNames } from "@/app/_client/workload-wire";
import type { PickOption } from "@/app/_components/workloads/tools/pick-options";

/** Namespaces to pick from. */
export function namespaceOptions({ namespaces }: Pick<WorkloadNames, "namespaces">): readonly PickOption[] {
  return namespaces.map((value) => ({ value }));
}

/** Kubernetes service accounts to pick from, each with what it is annotated with. */
export function accountOptions({ serviceAccounts }: Pick<WorkloadNames, "serviceAccounts">): readonly PickOption[] {
  return serviceAccounts.map(({ name, googleServiceAccount }) => ({
    value: name,
    note: googleServiceAccount ? `annotated with ${googleServiceAccount}` : "",
  }));
}

/** Google service accounts to pick from, first the one that the Kubernetes account is annotated with. */
export function googleAccountOptions(
  { googleServiceAccounts }: Pick<WorkloadNames, "googleServiceAccounts">,
  annotated: string | null,
): readonly PickOption[] {
  const others = googleServiceAccounts.filter(({ email }) => email !== annotated);
  const own = googleServiceAccounts.find(({ email }) => email === annotated);
  const note = ({ displayName, disabled }: (typeof others)[number]) =>
    [displayName, disabled && "disabled"].filter(Boolean).join(" · ");
  const first = annotated
    ? [{ value: annotated, note: ["in the annotation", own && note(own)].filter(Boolean).join(" · ") }]
    : [];
  return [...first, ...others.map((account) => ({ value: account.email, note: note(account) }))];
}

/** What this Kubernetes account is annotated with; null where it is not, undefined while that is not known. */
export function annotationOf(
  { serviceAccounts }: Pick<WorkloadNames, "serviceAccounts">,
  serviceAccount: string,
): string | null | undefined {
  return serviceAccounts.find(({ name }) => name === serviceAccount)?.googleServiceAccount;
}
