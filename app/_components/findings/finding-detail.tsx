import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { Values } from "@/app/_components/ui/values";
import { Bases } from "@/app/_components/verdict/bases";
import type { Finding } from "@/lib/engine/outcome";
import type { NamedFact } from "@/lib/engine/snapshot";
import { EvidenceTable } from "./evidence-table";
import { MissingList } from "./missing-list";

/** Everything that a finding rests on, and where to read more. */
export function FindingDetail({
  finding,
  facts,
  actions,
}: {
  readonly finding: Finding;
  readonly facts: readonly NamedFact[];
  readonly actions: ReactNode;
}) {
  const { check, why, learnMoreUrl, evidence, missing, bases } = finding;
  return (
    <>
      <p className="max-w-[46rem]">
        <Values text={why} />
      </p>
      {missing.length > 0 && <MissingList missing={missing} />}
      {evidence.length > 0 && <EvidenceTable evidence={evidence} facts={facts} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        {actions}
        <a
          href={learnMoreUrl}
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-6 items-center gap-1 font-medium text-accent underline-offset-4 hover:underline"
        >
          Learn more
          <ExternalLink aria-hidden="true" className="size-3.5" />
          <span className="sr-only">(opens in a new tab)</span>
        </a>
        <Bases bases={bases} />
        <code className="value text-faint sm:ml-auto">{check}</code>
      </div>
    </>
  );
}
