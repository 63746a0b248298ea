import type { GrantView } from "@/app/_client/wire";

/** The grants of one click: one person, one network, several clusters. They are decided together. */
export type GrantGroup = {
  /** Id of its first grant. */
  readonly id: string;
  /** At least one, by cluster. */
  readonly grants: readonly GrantView[];
  readonly first: GrantView;
};

export type Sorted = {
  /** Of the person, those that go on; those that move and those that end soonest first. */
  readonly mine: readonly GrantView[];
  readonly others: readonly GrantView[];
  /** Waiting for this person's decision, oldest first. */
  readonly toDecide: readonly GrantGroup[];
  /** Emergencies that this person may look at afterwards, oldest first. */
  readonly toReview: readonly GrantView[];
  /** The person's own that wait for somebody else. */
  readonly ownWaiting: readonly GrantGroup[];
};

/** Puts grants where the page shows them. A grant can be in two places: an emergency is looked at while it is active. */
export function sortGrants(grants: readonly GrantView[], me: string): Sorted {
  const going = grants.filter(isGoing).toSorted(byUrgency);
  const waiting = grants.filter(({ state }) => state === "requested");
  return {
    mine: going.filter(({ person }) => person.id === me),
    others: going.filter(({ person }) => person.id !== me),
    toDecide: groupGrants(waiting.filter(({ may }) => may.approve || may.deny)),
    toReview: grants.filter(({ may }) => may.review).toSorted(byAge),
    ownWaiting: groupGrants(waiting.filter(({ person, may }) => person.id === me && !may.approve && !may.deny)),
  };
}

/** The grants of one click are made this close to each other, in milliseconds. */
const sameClick = 2000;

/** Grants that one click made, oldest click first. A click names a cluster once. */
export function groupGrants(grants: readonly GrantView[]): readonly GrantGroup[] {
  const alike = Map.groupBy(grants, ({ person, cidr, durationSeconds, reason, breakGlass }) =>
    JSON.stringify([person.id, cidr, durationSeconds, reason, breakGlass]),
  );
  return [...alike.values()]
    .flatMap(splitClicks)
    .flatMap((members): readonly GrantGroup[] => {
      const sorted = members.toSorted((left, right) => left.cluster.localeCompare(right.cluster));
      const [first] = sorted;
      return first ? [{ id: first.id, grants: sorted, first }] : [];
    })
    .toSorted((left, right) => byAge(left.first, right.first));
}

/** Requests that say the same, by the clicks that made them. */
function splitClicks(grants: readonly GrantView[]): readonly (readonly GrantView[])[] {
  const clicks: GrantView[][] = [];
  for (const grant of grants.toSorted(byAge)) {
    const click = clicks.at(-1);
    const began = Date.parse(click?.[0]?.requestedAt ?? "");
    const joins =
      Date.parse(grant.requestedAt) - began <= sameClick && !click?.some(({ cluster }) => cluster === grant.cluster);
    if (click && joins) click.push(grant);
    else clicks.push([grant]);
  }
  return clicks;
}

export function isGoing({ state }: GrantView): boolean {
  return state === "requested" || state === "approved" || state === "active";
}

const phases: readonly GrantView["state"][] = ["requested", "approved", "active"];

/** What waits, then what moves, then what ends soonest; the id keeps the order the same from one look to the next. */
function byUrgency(left: GrantView, right: GrantView): number {
  return (
    phases.indexOf(left.state) - phases.indexOf(right.state) ||
    (left.expiresAt ?? left.requestedAt).localeCompare(right.expiresAt ?? right.requestedAt) ||
    left.id.localeCompare(right.id)
  );
}

function byAge(left: GrantView, right: GrantView): number {
  return left.requestedAt.localeCompare(right.requestedAt) || left.id.localeCompare(right.id);
}
