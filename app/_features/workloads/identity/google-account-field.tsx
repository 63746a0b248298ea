"use client";

import { useRef } from "react";
import { placeOf, type WorkloadQuestion } from "@/app/_client/workload-question";
import { Button } from "@/app/_components/ui/button";
import { annotationOf, googleAccountOptions } from "@/app/_components/workloads/identity/name-options";
import { emptyWords } from "@/app/_components/workloads/identity/names-words";
import { PickField } from "@/app/_components/workloads/tools/pick-field";
import { MissingNames } from "./missing-names";
import type { Names } from "./use-names";

/** The Google service account; the one that the Kubernetes account is annotated with is offered. */
export function GoogleAccountField({
  question,
  names,
  onChange,
}: {
  readonly question: WorkloadQuestion;
  readonly names: Names;
  readonly onChange: (part: Partial<WorkloadQuestion>) => void;
}) {
  const { googleServiceAccount } = question;
  const { namespace, serviceAccount } = placeOf(question);
  const annotated = annotationOf(names, serviceAccount);
  const field = useRef<HTMLDivElement>(null);
  return (
    <div ref={field} className="space-y-1.5">
      <PickField
        path="googleServiceAccount"
        label="Google service account"
        placeholder="dbt-runner@PROJECT.iam.gserviceaccount.com"
        required
        value={googleServiceAccount}
        options={googleAccountOptions(names, annotated ?? null)}
        empty={emptyWords("google-service-accounts", names)}
        onChange={(next) => onChange({ googleServiceAccount: next })}
      />
      {annotated && annotated !== googleServiceAccount.trim() && (
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 text-sm">
          <p className="min-w-0 flex-1 basis-64 text-pretty text-muted">
            <code className="value">
              {namespace}/{serviceAccount}
            </code>{" "}
            is annotated with <code className="value">{annotated}</code>.
          </p>
          <Button
            size="small"
            className="max-sm:h-11"
            onClick={() => {
              onChange({ googleServiceAccount: annotated });
              /* This button is about to go. */
              field.current?.querySelector("input")?.focus();
            }}
          >
            Use it
          </Button>
        </div>
      )}
      <MissingNames names={names} of={["google-service-accounts"]} />
    </div>
  );
}
