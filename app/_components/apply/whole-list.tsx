import { count } from "@/app/_client/format";
import { ListDiff } from "@/app/_components/access/list-diff";

/** The cluster's whole list, before and after. */
export function WholeList({
  list: { before, after },
}: {
  readonly list: { readonly before: readonly string[]; readonly after: readonly string[] };
}) {
  return (
    <details className="text-sm">
      <summary className="min-h-6 rounded text-muted hover:text-ink">
        The whole list: {count(before.length, "entry", "entries")} before, {after.length} after
      </summary>
      <div className="mt-2">
        <ListDiff before={before} after={after} />
      </div>
    </details>
  );
}
