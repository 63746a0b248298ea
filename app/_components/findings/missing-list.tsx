import { reasonWords } from "@/app/_components/facts/reason-words";
import { Values } from "@/app/_components/ui/values";
import type { Missing } from "@/lib/engine/outcome";

/** What would have to be known: the fact, why it is not, and what a person can do about it. */
export function MissingList({ missing }: { readonly missing: readonly Missing[] }) {
  return (
    <ul className="max-w-[46rem] space-y-1.5 rounded-lg border border-warn/30 bg-warn-soft px-3 py-2.5 text-sm">
      {missing.map(({ fact, reason, detail }) => (
        <li key={`${fact} ${detail}`} className="wrap-anywhere">
          <span className="font-semibold">{reasonWords[reason]}:</span> <Values text={detail} />{" "}
          <span className="text-muted">
            (needed for <code className="value">{fact}</code>)
          </span>
        </li>
      ))}
    </ul>
  );
}
