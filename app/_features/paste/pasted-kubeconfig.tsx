"use client";

import { useEffect, useMemo, useState } from "react";
import type { ClusterClue } from "@/app/_client/match-cluster";
import { ContextChooser } from "@/app/_components/paste/context-chooser";
import { PastedTitle } from "@/app/_components/paste/pasted-title";
import { SummaryTable } from "@/app/_components/paste/summary-table";
import { Notice } from "@/app/_components/ui/notice";
import { parseContextName } from "@/lib/core/cluster-name";
import { type ReadableKubeconfig, readKubeconfig } from "@/lib/kubernetes/kubeconfig/read";
import { parseServerAddress } from "@/lib/kubernetes/kubeconfig/server-address";
import { summariseKubeconfig } from "@/lib/kubernetes/kubeconfig/summarise";
import type { KubeconfigSummary } from "@/lib/kubernetes/kubeconfig/summary";
import { AttachButtons } from "./attach-buttons";
import type { Addition } from "./paste-panel";

/** A kubeconfig: read here, and shown as exactly what would leave the page. */
export function PastedKubeconfig({
  text,
  onAttach,
}: {
  readonly text: string;
  readonly onAttach: (addition: Addition, run: boolean) => void;
}) {
  const reading = useMemo(() => readKubeconfig(text), [text]);
  if (!reading.ok) {
    return (
      <Notice tone="warn" title="This kubeconfig cannot be read">
        {reading.problem} {reading.hint}
      </Notice>
    );
  }
  return <ReadKubeconfig reading={reading} onAttach={onAttach} />;
}

function ReadKubeconfig({
  reading,
  onAttach,
}: {
  readonly reading: ReadableKubeconfig;
  readonly onAttach: (addition: Addition, run: boolean) => void;
}) {
  const [context, setContext] = useState(reading.currentContext);
  const summary = useSummary(reading, context);
  return (
    <div className="space-y-4">
      <PastedTitle title="A kubeconfig" />
      {reading.contexts.length > 1 && (
        <ContextChooser
          contexts={reading.contexts.map(({ name }) => name)}
          current={reading.currentContext}
          chosen={context}
          onChoose={setContext}
        />
      )}
      {summary && <SummaryTable summary={summary} />}
      {reading.warnings.length > 0 && (
        <Notice tone="warn" title="What kubectl would stumble over">
          <ul className="space-y-1">
            {reading.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      <AttachButtons
        clue={summary ? clueOf(summary) : {}}
        addition={summary && { kubeconfig: summary }}
        onAttach={onAttach}
      />
    </div>
  );
}

/** Null while it is being made: the certificate's fingerprint is computed. */
function useSummary(reading: ReadableKubeconfig, context: string | null): KubeconfigSummary | null {
  const [summary, setSummary] = useState<KubeconfigSummary | null>(null);
  useEffect(() => {
    let current = true;
    void summariseKubeconfig(reading, context ?? undefined).then((next) => current && setSummary(next));
    return () => {
      current = false;
    };
  }, [reading, context]);
  return summary;
}

function clueOf({ context, server }: KubeconfigSummary): ClusterClue {
  return {
    name: context ? parseContextName(context) : undefined,
    host: server ? parseServerAddress(server)?.host : undefined,
  };
}
