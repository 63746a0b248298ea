import type { Update } from "@/lib/changes/updates/update";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { ChangeState, ChangeView } from "@/lib/services/schema/access";

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
    changes: [...confirmed],
    requestedAt: requestedAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    verification: verified && { ...verified, at: verified.at.toISOString() },
    grant: null,
    undo: update.state === "applied" && remedy.id !== "enable-authorized-networks" ? "undo" : null,
  };
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

function detailOf({ detail, operation, verified }: Update, state: ChangeState): string {
  if (detail !== "") return detail;
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
