import { formatClockTime, formatDuration } from "@/app/_client/format";
import { FieldPath } from "@/app/_components/ui/field-path";
import type { Evidence } from "@/lib/engine/outcome";
import type { NamedFact } from "@/lib/engine/snapshot";

/** What was seen, where, when, and how long it took. A table; on a narrow page, one block for each value. */
export function EvidenceTable({
  evidence,
  facts,
}: {
  readonly evidence: readonly Evidence[];
  readonly facts: readonly NamedFact[];
}) {
  return (
    <div className="overflow-hidden rounded-lg border border-line text-sm">
      <table className="w-full table-fixed max-md:block">
        <caption className="sr-only">Evidence</caption>
        <thead className="bg-sunken text-left text-xs text-muted max-md:sr-only">
          <tr>
            <th scope="col" className="w-[19%] px-3 py-1.5 font-medium">
              What
            </th>
            <th scope="col" className="w-[37%] px-3 py-1.5 font-medium">
              Observed
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Source
            </th>
            <th scope="col" className="w-[17%] px-3 py-1.5 font-medium">
              When
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {evidence.map((item) => (
            <EvidenceRow
              key={`${item.fact} ${item.label}`}
              evidence={item}
              fact={facts.find(({ name }) => name === item.fact)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cell = "px-3 py-1.5 align-top wrap-anywhere max-md:block max-md:border-0 max-md:py-0.5";

function EvidenceRow({ evidence, fact }: { readonly evidence: Evidence; readonly fact: NamedFact | undefined }) {
  const { label, observed, field } = evidence;
  return (
    <tr className="border-t border-line max-md:block max-md:py-1.5 max-md:first:border-t-0">
      <th scope="row" className={`${cell} text-left font-medium`}>
        {label}
      </th>
      <td className={`${cell} value whitespace-pre-wrap`}>{observed}</td>
      <td className={`${cell} text-muted`}>
        {fact?.provenance.source ?? evidence.fact}
        {field && (
          <code className="value block text-faint">
            <FieldPath path={field} />
          </code>
        )}
      </td>
      <td className={`${cell} text-muted tabular-nums`}>
        {fact && (
          <>
            {formatClockTime(fact.provenance.observedAt)}
            <span className="block text-faint max-md:inline max-md:before:content-['_·_']">
              took {formatDuration(fact.provenance.durationMs)}
            </span>
          </>
        )}
      </td>
    </tr>
  );
}
