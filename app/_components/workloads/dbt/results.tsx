import { CodeBlock } from "@/app/_components/ui/code-block";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Notice } from "@/app/_components/ui/notice";
import { FindingCard } from "@/app/_components/workloads/lint/finding-card";
import type { DbtAnswer } from "@/lib/services/schema/workload-tools";
import { AdviceList } from "../tools/advice-list";

type Of<Kind extends DbtAnswer["kind"]> = Extract<DbtAnswer, { kind: Kind }>;

/** Arguments, and what they select, in words and as sets; and what the same terms would select the other way. */
export function ArgumentsResult({ answer }: { readonly answer: Of<"arguments"> }) {
  const { sentence, expression, command, python, instead, advice } = answer;
  return (
    <div className="space-y-4">
      <Selects sentence={sentence} expression={expression} />
      <CodeBlock text={command} name="In a terminal" />
      <CodeBlock text={python} name="In a KubernetesPodOperator" />
      {instead && (
        <Notice title={instead.combine === "union" ? "Not the same: any of them" : "Not the same: all of them"}>
          <p>{instead.sentence}</p>
          <p className="value mt-1">{instead.expression}</p>
        </Notice>
      )}
      <AdviceList advice={advice} />
    </div>
  );
}

/** What a command that somebody has already selects. */
export function ReadResult({ answer }: { readonly answer: Of<"read-arguments"> }) {
  const { sentence, expression, union } = answer;
  return (
    <div className="space-y-4">
      <Selects sentence={sentence} expression={expression} />
      {union ? (
        <Notice
          tone="warn"
          title="This is a union. Is an intersection meant?"
          action={
            <CopyButton text={union.command} label="Copy the intersection" size="small" className="max-sm:h-11" />
          }
        >
          <p>{union.message}</p>
          <p className="value mt-2 text-ink">{union.command}</p>
        </Notice>
      ) : (
        <Notice>No different kinds of terms are united here.</Notice>
      )}
    </div>
  );
}

/** What Python that somebody has already makes of dbt's arguments. */
export function ReadPython({ answer }: { readonly answer: Of<"read-python"> }) {
  if (answer.findings.length === 0) {
    return (
      <Notice title="Nothing found in this Python">
        No place was recognised where terms of different kinds are united, or where --vars is built wrongly.
      </Notice>
    );
  }
  return (
    <ul aria-label="Findings" className="card divide-y divide-line overflow-hidden">
      {answer.findings.map((finding) => (
        <FindingCard key={`${finding.line}:${finding.column}:${finding.rule}`} finding={finding} />
      ))}
    </ul>
  );
}

function Selects({ sentence, expression }: { readonly sentence: string; readonly expression: string }) {
  return (
    <div className="card px-4 py-3.5">
      <p className="font-medium text-pretty wrap-anywhere">{sentence}</p>
      <p className="mt-1 font-mono text-sm wrap-anywhere text-muted">{expression || "everything"}</p>
    </div>
  );
}
