import type { ChangeView, ClusterListView, GrantView, ListEntryView } from "@/app/_client/wire";

export const clusterA = "projects/corp-data-prod/locations/europe-west1/clusters/analytics";
export const clusterB = "projects/corp-data-prod/locations/europe-west1/clusters/warehouse";
export const noon = Date.parse("2026-11-23T12:00:00Z");

const nothing = { approve: false, deny: false, extend: false, revoke: false, review: false };

/** A grant of Ana's, active from noon for four hours, changed by `part`. */
export function aGrant({
  may,
  ...part
}: Partial<Omit<GrantView, "may">> & { readonly may?: Partial<GrantView["may"]> } = {}): GrantView {
  return {
    id: "g1",
    cluster: clusterA,
    cidr: "81.92.200.7/32",
    person: { id: "ana", name: "Ana" },
    reason: "",
    state: "active",
    breakGlass: false,
    requestedAt: "2026-11-23T11:59:00Z",
    startBy: "2026-11-24T11:59:00Z",
    durationSeconds: 4 * 3600,
    approvalsNeeded: 0,
    approvals: [],
    activatedAt: "2026-11-23T12:00:00Z",
    expiresAt: "2026-11-23T16:00:00Z",
    ending: false,
    endedAt: null,
    endReason: null,
    endDetail: "",
    verified: null,
    review: null,
    prolongs: null,
    ...part,
    may: { ...nothing, ...may },
  };
}

/** What of a grant's change the page reads. */
export function aChange(part: Partial<ChangeView>): ChangeView {
  return { state: "queued", detail: "", operation: null, ...part } as ChangeView;
}

export function anEntry(part: Partial<ListEntryView> = {}): ListEntryView {
  return {
    cidrBlock: "203.0.113.0/24",
    displayName: "office",
    owner: { kind: "unknown", people: [], expiresAt: null, grants: [] },
    firstSeenAt: null,
    older: false,
    coveredBy: [],
    notes: [],
    locked: null,
    ...part,
  };
}

export function aList(part: Partial<ClusterListView> = {}): ClusterListView {
  return {
    cluster: clusterA,
    name: "analytics",
    project: "corp-data-prod",
    location: "europe-west1",
    enabled: true,
    publicEndpoint: true,
    managedBy: null,
    seenAt: "2026-11-23T12:00:00Z",
    entries: [anEntry()],
    limit: 50,
    slotsLeft: 49,
    ...part,
  };
}
