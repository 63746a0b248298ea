import type { Plan } from "@/app/_client/wire";
import type { FieldChange } from "@/lib/engine/plan";

/** A plan that was shown when the cluster moved on, or for too long. */
export type Overtaken = {
  readonly by: "change" | "time";
  readonly plan: Plan;
  /** The cluster's whole list as it was shown beside it; null when it was not known. */
  readonly list: readonly string[] | null;
};

type Found = { readonly plan: Pick<Plan, "changes">; readonly list: readonly string[] | null };

/**
 * What became different between two plans of one remedy. Where the whole list is known for both, the list; otherwise the
 * fields that both change, as they were found then and now: of a field that only one of them changes, the other does not
 * say what it found.
 */
export function whatMoved(then: Found, now: Found): readonly FieldChange[] {
  if (then.list && now.list) {
    const [before, after] = [then.list.join("\n"), now.list.join("\n")];
    return before === after ? [] : [{ field: "authorizedNetworksConfig.cidrBlocks", before, after }];
  }
  const fields = new Set(then.plan.changes.map(({ field }) => field));
  return [...fields].flatMap((field) => {
    const [before, after] = [found(then.plan.changes, field), found(now.plan.changes, field)];
    return after === undefined || before === after ? [] : [{ field, before: before ?? null, after }];
  });
}

/** What a plan found in a field; undefined when it does not change it. */
function found(changes: readonly FieldChange[], field: string): string | null | undefined {
  const same = changes.filter((change) => change.field === field);
  if (same.length === 0) return undefined;
  const texts = same.flatMap(({ before }) => (before === null ? [] : [before]));
  return texts.length > 0 ? texts.join("\n") : null;
}
