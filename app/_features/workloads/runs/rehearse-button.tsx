"use client";

import { Clapperboard } from "lucide-react";
import { useId, useState } from "react";
import type { RunRequest } from "@/app/_client/workload-wire";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { ClusterSearch } from "@/app/_features/diagnose/cluster-picker";
import { usePods } from "@/app/_features/state/pods";

type Rehearsal = Extract<RunRequest, { kind: "rehearsal" }>;

/**
 * Runs exactly the pod that the operator would make, on a cluster that is asked for. `form` is null while the operator's
 * form has something to correct: then there is nothing to rehearse.
 */
export function RehearseButton({
  form,
  dagId,
  versions,
  sayNamespace,
}: {
  readonly form: Rehearsal["form"] | null;
  readonly dagId?: string | undefined;
  readonly versions?: Rehearsal["versions"] | undefined;
  /** Leads to the field of the namespace, which has to be filled first; null when there is nothing to say. */
  readonly sayNamespace: (() => void) | null;
}) {
  const id = useId();
  const [choosing, setChoosing] = useState(false);
  const { open } = usePods();
  const choose = (cluster: string) => {
    if (!form) return;
    setChoosing(false);
    open({
      kind: "rehearsal",
      cluster,
      form,
      dagId: dagId?.trim() || "rehearsal",
      versions: versions ?? {},
      reason: "",
    });
  };
  return (
    <>
      <section aria-label="Rehearsal" className="card flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3">
        <p id={id} className="min-w-56 flex-1 text-sm text-pretty text-muted">
          A rehearsal runs exactly this pod on a cluster, for real and with the rights of its service account, and
          reports its log and exit code.
          {sayNamespace && " It needs a namespace: without one, where the pod runs depends on Airflow’s connection."}
        </p>
        {sayNamespace && (
          <Button onClick={sayNamespace} className="max-sm:h-11 max-sm:w-full">
            Say the namespace
          </Button>
        )}
        <Button
          disabled={form === null || sayNamespace !== null}
          aria-describedby={id}
          onClick={() => setChoosing(true)}
          className="max-sm:h-11 max-sm:w-full"
        >
          <Clapperboard aria-hidden="true" />
          Rehearse…
        </Button>
      </section>
      {choosing && (
        <Dialog
          open
          shape="top"
          onClose={() => setChoosing(false)}
          title="Rehearse on which cluster?"
          description="The pod runs there for real, with the rights of its service account. You see it first."
        >
          <ClusterSearch selected={null} onPick={({ resource }) => choose(resource)} />
        </Dialog>
      )}
    </>
  );
}
