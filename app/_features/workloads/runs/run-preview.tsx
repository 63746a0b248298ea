"use client";

import { useId } from "react";
import type { RunPreview as Preview, RunRequest } from "@/app/_client/workload-wire";
import { PolicyVerdict } from "@/app/_components/apply/policy-verdict";
import { wantsReason } from "@/app/_components/apply/policy-words";
import { PlanSection } from "@/app/_components/plan/plan-section";
import { CodeBlock } from "@/app/_components/ui/code-block";
import { Notice } from "@/app/_components/ui/notice";
import { Tabs } from "@/app/_components/ui/tabs";
import { Values } from "@/app/_components/ui/values";

/** What would be run, before it is: what it does in words, the policy's answer, the manifest and the command. */
export function RunPreview({
  request,
  preview,
  asking,
  reason,
  onReason,
  form,
}: {
  readonly request: RunRequest;
  readonly preview: Preview;
  readonly asking: boolean;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  /** Id of the form that Enter submits. */
  readonly form: string;
}) {
  const id = useId();
  const needed = wantsReason(preview.policy, reason);
  return (
    <div className="space-y-6">
      {request.kind === "rehearsal" ? (
        <Notice tone="warn" title="This pod runs for real">
          It is the operator’s own pod, with the rights of its service account: what the command changes stays changed.
          Only the pod itself is removed afterwards.
        </Notice>
      ) : (
        <Notice>
          One small pod asks the metadata server who it is and whether it gets a token, then ends. The token is thrown
          away in the pod: no log has it. The pod is removed afterwards, whatever happens.
        </Notice>
      )}
      {preview.differences.length > 0 && (
        <PlanSection title="In what it differs from the operator’s own pod">
          <ul className="list-disc space-y-1 pl-5 text-sm marker:text-faint">
            {preview.differences.map((difference) => (
              <li key={difference} className="text-pretty wrap-anywhere">
                <Values text={difference} />
              </li>
            ))}
          </ul>
        </PlanSection>
      )}
      <PlanSection title="Who may do this">
        <div className="divide-y divide-line rounded-lg border border-line *:px-3.5 *:py-3">
          <PolicyVerdict answer={preview.policy} asking={asking} unreasoned={needed} />
          <div>
            <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
              Reason <span className="font-normal text-muted">{needed ? "(needed)" : "(optional)"}</span>
            </label>
            <input
              id={id}
              form={form}
              type="text"
              required={needed}
              maxLength={500}
              autoComplete="off"
              placeholder="INC-4711, the nightly run gets 403"
              value={reason}
              onChange={(event) => onReason(event.target.value)}
              className="h-9 w-full rounded-lg border border-outline bg-surface px-2.5 max-sm:h-11"
            />
          </div>
        </div>
      </PlanSection>
      <PlanSection title="What runs">
        <Tabs
          label="What runs"
          tabs={[
            {
              id: "manifest",
              label: "Manifest",
              content: (
                <CodeBlock text={JSON.stringify(preview.manifest, null, 2)} name="As it is sent to Kubernetes" />
              ),
            },
            {
              id: "kubectl",
              label: "kubectl",
              content: <CodeBlock text={preview.kubectl} name="Or do it from your own terminal" />,
            },
          ]}
        />
      </PlanSection>
    </div>
  );
}
