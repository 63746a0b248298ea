import type { Grant } from "@/lib/changes/grant";
import type { GrantWrite } from "@/lib/changes/grant-store";
import { markedName } from "@/lib/changes/write";
import { formatClusterName } from "@/lib/core/cluster-name";
import { formatDuration } from "@/lib/core/duration";
import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { entryText } from "@/lib/diagnosis/remedies/authorized-networks/entry-text";
import type { ChangeState, ChangeView, GrantView } from "@/lib/services/schema/access";

/** A grant as the application of a plan that it is. `write`: the latest update that was for it. */
export function grantChange(grant: Grant, write: GrantWrite | null, view: GrantView): ChangeView {
  const { id, cidr, cluster, durationMs, principal, entryMarker, requestedAt, verified } = grant;
  const after = entryMarker === null ? cidr : entryText({ cidrBlock: cidr, displayName: markedName(entryMarker) });
  const state = stateOf(grant, write);
  return {
    id,
    kind: "grant",
    cluster: formatClusterName(cluster),
    title: `Let ${cidr.replace(/\/32$/, "")} in for ${formatDuration(Math.round(durationMs / 1_000))}`,
    person: { id: principal.id, name: principal.name },
    remedy: { id: "allow-network", params: { cidr } },
    state,
    detail: detailOf(grant, write, state, view),
    operation: write?.operation ?? null,
    changes: [{ field: `${authorizedNetworksField}.cidrBlocks`, before: null, after }],
    requestedAt: requestedAt.toISOString(),
    sentAt: write?.sentAt.toISOString() ?? null,
    closedAt: write?.closedAt?.toISOString() ?? null,
    verification: verified && { ...verified, at: verified.at.toISOString() },
    grant: view,
    undo: view.may.revoke ? "revoke" : null,
  };
}

function stateOf({ state, verified }: Grant, write: GrantWrite | null): ChangeState {
  switch (state) {
    case "requested":
      return "waiting-approval";
    case "approved":
      return write?.state === "open" && write.adds ? "applying" : "queued";
    case "active":
      return verified ? "verified" : "applied";
    case "ended":
      return "ended";
    case "denied":
    case "failed":
      return "failed";
  }
}

/** One sentence for people. */
function detailOf(grant: Grant, write: GrantWrite | null, state: ChangeState, { ending }: GrantView): string {
  switch (state) {
    case "waiting-approval": {
      const { length } = grant.approvals;
      return `${length} of ${grant.approvalsNeeded} approvals: somebody else has to agree.`;
    }
    case "queued":
      return grant.stop === null ? "The next update of this cluster's list takes it along." : "It is about to end.";
    case "applying":
      return write?.operation
        ? `Google works on it (${write.operation}); such an update usually takes under a minute, rarely several.`
        : "The update was sent to Google.";
    case "applied":
      if (ending) return "It has ended; its entry is about to go.";
      return "Google's list has the entry. Nobody has seen your own network get through yet.";
    case "verified":
      if (ending) return "It has ended; its entry is about to go.";
      return `Your own network gets through: ${grant.verified?.detail ?? ""}`.trim();
    case "ended":
      return sentence(endings[grant.endReason ?? ""] ?? "It has ended.", grant.endDetail);
    case "failed":
      return sentence(endings[grant.endReason ?? ""] ?? "It was not applied.", grant.endDetail);
  }
}

const endings: Readonly<Record<string, string>> = {
  expired: "Its time was over, and the entry is gone.",
  revoked: "It was ended early, and the entry is gone.",
  "removed-elsewhere": "Somebody else took the entry off the list. Ask again if you still need it.",
  "cluster-gone": "Google has no such cluster any more.",
  denied: "It was denied.",
  "not-started-in-time": "It was not approved or applied in time. Ask again.",
  refused: "It was not applied, because it cannot help or is not safe on the cluster as it is.",
  "google-refused": "Google refused the update.",
  "not-applied": "Google took the update, and the entry was not in the list afterwards. Ask again.",
};

function sentence(first: string, detail: string): string {
  return detail === "" ? first : `${first} ${detail}`;
}
