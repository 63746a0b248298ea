import type { RemedyId } from "@/lib/core/remedy-id";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

/** Remedies that are one update of the cluster, which Drawbridge can carry out. Networks of its own are grants. */
export const updateRemedyIds = [
  "open-dns-endpoint",
  "enable-global-access",
  "enable-public-endpoint",
  "enable-authorized-networks",
  "allow-google-cloud",
  "aggregate-networks",
  "restore-networks",
  "replace-network",
  "remove-network",
] as const satisfies readonly RemedyId[];

export type UpdateRemedyId = (typeof updateRemedyIds)[number];

/** What an update carries out: one of those remedies, or the way back from an update that was applied. */
export type UpdateRemedy =
  | Extract<RemedyRef, { readonly id: UpdateRemedyId }>
  | { readonly id: "undo"; readonly params: { readonly update: string } };

/** True for a remedy that the applier can carry out as an update. */
export function isUpdateRemedy(remedy: { readonly id: string }): remedy is UpdateRemedy {
  return remedy.id === "undo" || updateRemedyIds.some((id) => id === remedy.id);
}
