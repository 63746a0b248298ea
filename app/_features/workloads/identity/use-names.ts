import { useEffect, useState } from "react";
import { isAbort, problemOf } from "@/app/_client/api";
import { fetchNames } from "@/app/_client/workload-api";
import { placeOf, type WorkloadQuestion } from "@/app/_client/workload-question";
import type { WorkloadNames } from "@/app/_client/workload-wire";
import { useSettled } from "@/app/_features/workloads/tools/use-settled";
import { namespaceName } from "@/lib/services/schema/workload";

type What = WorkloadNames["missing"][number]["what"];

/** The names that a question can use, as far as they are known. */
export type Names = WorkloadNames & {
  /** Null: no target was chosen, so there is nothing to read. */
  readonly target: string | null;
  /** The namespace whose service accounts these are. */
  readonly namespace: string | null;
  readonly reading: boolean;
};

const nothing = { namespaces: [], serviceAccounts: [], googleServiceAccounts: [], missing: [] };
const everything: readonly What[] = ["namespaces", "service-accounts", "google-service-accounts"];

/** Reads the names when a target is chosen, and again when the namespace is another one that may exist. */
export function useNames(question: WorkloadQuestion): Names {
  const target = question.target === "environment" ? question.environment : question.cluster;
  const [names, setNames] = useState<Omit<Names, "reading">>({ ...nothing, target: null, namespace: null });
  const [reading, setReading] = useState(false);
  const typed = placeOf(question).namespace;
  const settled = useSettled(typed);
  const isRead = names.target === target && target !== null;
  const namespace = mayExist(settled, isRead ? names : undefined) ? settled : null;

  useEffect(() => {
    if (target === null) return;
    const stop = new AbortController();
    setReading(true);
    fetchNames(target, namespace, stop.signal).then(
      (found) => {
        setNames({ ...found, target, namespace });
        setReading(false);
      },
      (error: unknown) => {
        if (isAbort(error)) return;
        const { detail } = problemOf(error);
        setNames({ ...nothing, target, namespace, missing: everything.map((what) => ({ what, detail })) });
        setReading(false);
      },
    );
    return () => stop.abort();
  }, [target, namespace]);

  if (!isRead) return { ...nothing, target, namespace: null, reading: target !== null };
  return {
    ...names,
    serviceAccounts: names.namespace === typed ? names.serviceAccounts : [],
    reading: reading || settled !== typed,
  };
}

/** Half a name is not asked about, where it is known which there are. */
function mayExist(namespace: string, names: WorkloadNames | undefined): boolean {
  if (!namespaceName.safeParse(namespace).success) return false;
  const areKnown = names && !names.missing.some(({ what }) => what === "namespaces");
  return !areKnown || names.namespaces.includes(namespace);
}
