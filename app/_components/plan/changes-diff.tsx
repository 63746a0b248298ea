import { FieldPath } from "@/app/_components/ui/field-path";
import type { FieldChange } from "@/lib/engine/plan";
import { type DiffLine, diffLines } from "./line-diff";

const looks: Readonly<
  Record<DiffLine["kind"], { readonly sign: string; readonly words: string; readonly look: string }>
> = {
  same: { sign: " ", words: "", look: "text-muted" },
  removed: { sign: "−", words: "removed: ", look: "bg-fail-soft text-fail" },
  added: { sign: "+", words: "added: ", look: "bg-ok-soft text-ok" },
};

/** The fields that a plan changes, before and after; changes of one field are shown together. */
export function ChangesDiff({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <div className="divide-y divide-line overflow-hidden rounded-lg border border-line">
      {[...Map.groupBy(changes, ({ field }) => field)].map(([field, same]) => (
        <div key={field}>
          <p className="value bg-sunken px-3 py-1.5 text-xs text-muted">
            <FieldPath path={field} />
          </p>
          <ul className="py-1 font-mono text-sm">
            {same
              .flatMap(({ before, after }) => diffLines(before, after))
              .map(({ kind, text }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines can repeat, and never move.
                <li key={index} className={`flex gap-2.5 px-3 py-px ${looks[kind].look}`}>
                  <span aria-hidden="true" className="w-2 shrink-0 select-none">
                    {looks[kind].sign}
                  </span>
                  <span className="sr-only">{looks[kind].words}</span>
                  <span className="min-w-0 whitespace-pre-wrap wrap-anywhere">{text}</span>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
