import { runLabel } from "@/lib/core/run-label";

/** Every pod of Drawbridge's has both labels: by them it knows its own. */
export const managedLabel = { key: "app.kubernetes.io/managed-by", value: "drawbridge" } as const;

/** @param run the run's id, which has to be a label's value */
export function runLabels(run: string): Readonly<Record<string, string>> {
  return { [managedLabel.key]: managedLabel.value, [runLabel]: run };
}
