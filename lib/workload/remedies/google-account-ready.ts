import type { Refusal } from "@/lib/engine/plan";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";

/** The address of the Google service account that pods can be let act as, or why there is none. */
export function readyAccount(
  { googleServiceAccount: email }: WorkloadFactValues["request"],
  account: WorkloadFactValues["googleServiceAccount"],
): { readonly email: string } | Refusal {
  if (email === null || account.outcome === "none") {
    return {
      refused: "Pods are to act as themselves here, without a Google service account: nothing is annotated or bound.",
    };
  }
  if (account.outcome === "not-found") {
    return { refused: `The Google service account ${email} does not exist: create it first.` };
  }
  return { email };
}
