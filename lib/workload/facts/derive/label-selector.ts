import type { LabelSelectorView } from "@/lib/kubernetes/api/views";

type Labels = Readonly<Record<string, string>>;

/** True for the selector that selects everything. */
export function selectsAll({ matchLabels, matchExpressions }: LabelSelectorView): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Whether the labels are selected, as Kubernetes decides it: every requirement must hold. An operator that we do not know: no. */
export function selects({ matchLabels, matchExpressions }: LabelSelectorView, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
        default:
          return false;
      }
    })
  );
}
