import type { Version } from "../versions";

/** What becomes of the pod. The values of `on_finish_action`, with the provider version that first has each. */
export const finishActions: readonly { readonly value: string; readonly since: Version; readonly source: string }[] = [
  { value: "delete_pod", since: [7, 2, 0], source: "Changelog 7.2.0 (#30718)" },
  { value: "delete_succeeded_pod", since: [7, 2, 0], source: "Changelog 7.2.0 (#30718)" },
  { value: "keep_pod", since: [7, 2, 0], source: "Changelog 7.2.0 (#30718)" },
  { value: "delete_active_pod", since: [10, 12, 0], source: "Changelog 10.12.0 (#59160)" },
];
