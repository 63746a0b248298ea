import { Badge } from "@/app/_components/ui/badge";
import { remedyTitles } from "@/lib/core/remedy-id";
import type { Candidate } from "@/lib/kubernetes/explain/explanation";

/** What a text can mean, most likely first, and what would tell the meanings apart. */
export function CandidateList({ candidates }: { readonly candidates: readonly Candidate[] }) {
  return (
    <ol className="space-y-2">
      {candidates.map(({ cause, title, why, decidedBy, remedies }, index) => (
        <li key={cause} className="rounded-lg border border-line p-3">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-semibold">{title}</span>
            {candidates.length > 1 && index === 0 && <Badge tone="accent">most likely</Badge>}
            <code className="value ml-auto text-xs text-faint">{cause}</code>
          </p>
          <p className="mt-1 text-sm text-muted">{why}</p>
          {decidedBy && (
            <p className="mt-1.5 text-sm">
              <span className="font-medium">What would decide: </span>
              {decidedBy}
            </p>
          )}
          {remedies.length > 0 && (
            <p className="mt-1.5 text-sm">
              <span className="font-medium">What can help: </span>
              {remedies.map((remedy) => remedyTitles[remedy]).join(" · ")}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
