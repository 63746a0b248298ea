import type { Refusal } from "@/lib/engine/plan";
import { defaultPool, directPrincipal } from "@/lib/workload/facts/derive/member";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";

/** The member that resources give roles to so that the pods have them: the Google service account, or the pods' own principal. */
export function actingMember(
  request: WorkloadFactValues["request"],
  project: WorkloadFactValues["project"] | undefined,
  cluster: WorkloadFactValues["cluster"] | undefined,
): { readonly member: string } | Refusal {
  const { googleServiceAccount: email, namespace, serviceAccount } = request;
  if (email !== null) return { member: `serviceAccount:${email}` };
  if (project === undefined)
    return { refused: "The project's number is not known, and the principal's name holds it." };
  const told = cluster?.outcome === "found" ? cluster.view.workloadPool : null;
  const pool = told ?? defaultPool(project.id);
  if (pool !== defaultPool(project.id)) {
    return { refused: `The principal's name holds the number of the project of ${pool}, which is not known.` };
  }
  return { member: directPrincipal({ projectNumber: project.number, pool, namespace, serviceAccount }) };
}
