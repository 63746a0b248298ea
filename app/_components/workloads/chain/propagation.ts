import type { ChangeView } from "@/app/_client/wire";
import type { WorkloadFact } from "@/app/_client/workload-wire";
import { workloadFact } from "./link-note";

/** How long Google's IAM can take until every one of its servers has a new binding. */
export const propagationMs = 7 * 60_000;

/** When at the latest IAM has what this change bound, in milliseconds; null where it bound nothing, or not yet. */
export function propagationEnd({ steps = [] }: Pick<ChangeView, "steps">): number | null {
  const bound = steps.find(({ kind, state }) => kind === "add-binding" && state === "done");
  return bound?.at ? Date.parse(bound.at) + propagationMs : null;
}

/** The same of the latest binding of this very pod that a diagnosis knows of. */
export function propagationEndOf(facts: readonly WorkloadFact[]): number | null {
  const request = workloadFact(facts, "request");
  const bindings = workloadFact(facts, "recentBindings")?.bindings ?? [];
  const own = bindings.filter(
    ({ member, googleServiceAccount }) =>
      googleServiceAccount === request?.googleServiceAccount &&
      member.endsWith(`[${request.namespace}/${request.serviceAccount}]`),
  );
  const latest = Math.max(...own.map(({ at }) => Date.parse(at)));
  return Number.isFinite(latest) ? latest + propagationMs : null;
}
