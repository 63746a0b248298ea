import type { Principal } from "@/lib/auth/authorise";
import { deadlineOf, type Run } from "@/lib/changes/runs/run";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { ServiceContext } from "@/lib/services/context";
import { labelsIfKnown } from "@/lib/services/grants/clusters";
import type { RunView } from "@/lib/services/schema/runs";
import { deletePodByKubectl } from "@/lib/workload/runs/to-kubectl";
import { commandOf, decideRun } from "./wish-run";

/**
 * Shows runs to a person. What a pod was given and what it printed is for who asked for it, and for who might have: a
 * task's words and log may hold what its service account may read. The others see that it ran and how it ended, and so does
 * everybody else while the cluster's labels are not known, which the policy may ask for.
 */
export async function runViews(context: ServiceContext, principal: Principal): Promise<(run: Run) => RunView> {
  const labelsOf = await labelsIfKnown(context);
  return (run) => {
    const labels = labelsOf(run.cluster);
    const might = labels !== undefined && decideRun(context, principal, run, labels).kind === "allow";
    return viewOf(run, might || run.principal.id === principal.id);
  };
}

function viewOf(run: Run, whole: boolean): RunView {
  const { id, kind, namespace, serviceAccount, image, state, detail, exitCode, identity } = run;
  return {
    ...{ id, kind, namespace, serviceAccount, image, state, exitCode },
    cluster: formatClusterName(run.cluster),
    pod: run.createdAt === null ? null : run.manifest.metadata.name,
    command: whole ? commandOf(run.manifest) : [],
    person: { id: run.principal.id, name: run.principal.name },
    detail: detail === "" ? waitingFor(run) : detail,
    requestedAt: run.requestedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    deadlineAt: deadlineOf(run).toISOString(),
    cleaned: run.cleanedAt !== null,
    removal: removalOf(run),
    events: run.events.map((event) => ({ ...event })),
    log: whole ? [...run.log] : [],
    logTruncated: run.logTruncated,
    identity: identity && { ...identity, scopes: [...identity.scopes] },
    manifest: whole ? run.manifest : null,
  };
}

function removalOf(run: Run): RunView["removal"] {
  const { cluster, namespace, removalTrouble, givenUpAt, cleanedAt, manifest } = run;
  if (cleanedAt !== null || removalTrouble === null) return null;
  const kubectl = deletePodByKubectl(cluster, namespace, manifest.metadata.name);
  return { why: removalTrouble, givenUpAt: givenUpAt?.toISOString() ?? null, kubectl };
}

function waitingFor({ state, stopAskedAt }: Run): string {
  if (stopAskedAt) return "It is being stopped.";
  switch (state) {
    case "queued":
      return "The applier creates its pod as soon as it can.";
    case "starting":
      return "Its pod was created.";
    case "running":
      return "Its container runs.";
    default:
      return "It has ended.";
  }
}
