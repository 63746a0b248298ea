import { Info, TriangleAlert } from "lucide-react";
import { Values } from "@/app/_components/ui/values";
import type { AdviceView } from "@/lib/services/schema/workload-tools";

/** What to know about what was written, warnings first, each with where it comes from. */
export function AdviceList({ advice }: { readonly advice: readonly AdviceView[] }) {
  const sorted = [...advice.filter(({ level }) => level !== "hint"), ...advice.filter(({ level }) => level === "hint")];
  if (sorted.length === 0) return null;
  return (
    <ul aria-label="Worth knowing" className="card divide-y divide-line">
      {sorted.map(({ code, level, message, source, confirmed }) => (
        <li key={`${code} ${message}`} className="flex gap-2.5 px-4 py-3 text-sm">
          {level === "hint" ? (
            <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
          ) : (
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
          )}
          <div className="min-w-0 wrap-anywhere">
            <p className="text-pretty">
              {level !== "hint" && <span className="sr-only">Warning: </span>}
              <Values text={message} />
            </p>
            <p className="mt-0.5 text-xs text-muted">
              {source}
              {!confirmed && " · not settled by any document that we have"}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
