import type { Update } from "@/lib/changes/updates/update";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { ChangeState, ChangeView } from "@/lib/services/schema/access";
import { isWorkloadRepair, type WorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import { stepTitle } from "@/lib/workload/remedies/step-words";
import { stepsBack } from "@/lib/workload/remedies/steps-back";

/** An update as the application of a plan that it is. */
export function updateChange(update: Update): ChangeView {
  const { id, cluster, title, principal, remedy, operation, confirmed, requestedAt, sentAt, closedAt, verified } =
    update;
  const state = stateOf(update);
  return {
    id,
    kind: "update",
    cluster: formatClusterName(cluster),
    title,
    person: { id: principal.id, name: principal.name },
    remedy: { id: remedy.id, params: remedy.params },
    state,
    detail: detailOf(update, state),
    operation,
    ...(isWorkloadRepair(remedy) && { steps: stepsOf(update, remedy) }),
    changes: [...confirmed],
    requestedAt: requestedAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    verification: verified && { ...verified, at: verified.at.toISOString() },
    grant: null,
    undo: canBeUndone(update) ? "undo" : null,
  };
}

/** What was made of several steps can be taken back also when a later one was not. */
function canBeUndone({ state, remedy, steps }: Update): boolean {
  if (state === "queued" || state === "open") return false;
  if (steps !== null) return stepsBack(steps).steps.length > 0;
  return state === "applied" && remedy.id !== "enable-authorized-networks";
}

function stepsOf({ steps }: Update, { params }: WorkloadRepair): NonNullable<ChangeView["steps"]> {
  const waiting = { state: "waiting", detail: "", at: null } as const;
  const told = steps ?? params.steps.map((step) => ({ step, ...waiting }));
  return told.map(({ step, state, detail, at }) => ({ kind: step.kind, title: stepTitle(step), state, detail, at }));
}

function stateOf({ state, verified }: Update): ChangeState {
  switch (state) {
    case "queued":
      return "queued";
    case "open":
      return "applying";
    case "applied":
      return verified ? "verified" : "applied";
    case "failed":
    case "conflict":
      return "failed";
  }
}

function detailOf({ detail, operation, verified, steps }: Update, state: ChangeState): string {
  if (detail !== "" && !(state === "verified" && steps !== null)) return detail;
  const open = steps?.find((entry) => entry.state === "open" || entry.state === "waiting");
  if (state === "applying" && open) return `${stepTitle(open.step)}. ${open.detail}`.trim();
  switch (state) {
    case "queued":
      return "It is sent as soon as the cluster takes an update.";
    case "applying":
      return operation
        ? `Google works on it (${operation}); such an update usually takes under a minute, rarely several.`
        : "The update was sent to Google.";
    case "verified":
      return verified?.detail ?? "";
    case "failed":
      return "It was not applied. Make the plan again.";
    default:
      return "Google has the new settings.";
  }
}
