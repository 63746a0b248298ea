"use client";

import { composerPlace, type WorkloadQuestion } from "@/app/_client/workload-question";
import { RadioCards } from "@/app/_components/question/radio-cards";
import { accountOptions, namespaceOptions } from "@/app/_components/workloads/identity/name-options";
import { emptyWords } from "@/app/_components/workloads/identity/names-words";
import { PickField } from "@/app/_components/workloads/tools/pick-field";
import { MissingNames } from "./missing-names";
import type { Names } from "./use-names";

/** The namespace and the Kubernetes account: Composer's own, or one's own. */
export function PlacePart({
  question,
  generation,
  names,
  onChange,
}: {
  readonly question: WorkloadQuestion;
  /** Of the chosen environment; null while it is not known. */
  readonly generation: 1 | 2 | 3 | null;
  readonly names: Names;
  readonly onChange: (part: Partial<WorkloadQuestion>) => void;
}) {
  const { target, place, namespace, serviceAccount } = question;
  const own = target === "cluster" || place === "own";
  return (
    <div className="space-y-3">
      {target === "environment" && (
        <RadioCards
          name="place"
          legend="Namespace and account"
          value={place}
          onChange={(next) => onChange({ place: next })}
          cards={[
            {
              value: "composer",
              title: "Composer’s own",
              note: (
                <>
                  <code className="value">{composerPlace.namespace}</code> and its account{" "}
                  <code className="value">{composerPlace.serviceAccount}</code> are there already; every task shares
                  them.
                </>
              ),
            },
            {
              value: "own",
              title: "My own",
              note:
                generation === 3
                  ? "Not in Composer 3: its cluster is Google’s, and every pod runs in Composer’s own namespace."
                  : "A namespace and an account for these pods alone: other tasks do not get their rights.",
              disabled: generation === 3 && place !== "own",
            },
          ]}
        />
      )}
      {own && (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <PickField
              path="namespace"
              label="Namespace"
              placeholder="dbt"
              required
              value={namespace}
              options={namespaceOptions(names)}
              empty={emptyWords("namespaces", names)}
              onChange={(next) => onChange({ namespace: next })}
            />
            <PickField
              path="serviceAccount"
              label="Kubernetes service account"
              placeholder="default"
              value={serviceAccount}
              options={accountOptions(names)}
              empty={emptyWords("service-accounts", names, namespace.trim())}
              onChange={(next) => onChange({ serviceAccount: next })}
            />
          </div>
          <MissingNames names={names} of={["namespaces", "service-accounts"]} />
        </>
      )}
    </div>
  );
}
