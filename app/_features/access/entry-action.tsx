"use client";

import type { ClusterRemedy, GrantView, ListEntryView } from "@/app/_client/wire";
import { Button } from "@/app/_components/ui/button";
import { EndAccess } from "./end-access";

/** What can be done about an entry: a right that is the person's own ends, any other entry is removed by a plan. */
export function EntryAction({
  entry,
  grants,
  me,
  reasonId,
  onPlan,
  onDone,
}: {
  readonly entry: ListEntryView;
  readonly grants: readonly GrantView[];
  readonly me: string;
  /** Where the row says why it is locked. */
  readonly reasonId: string;
  readonly onPlan: (remedy: ClusterRemedy) => void;
  readonly onDone: (words: string) => Promise<void>;
}) {
  const { cidrBlock, displayName, locked, owner } = entry;
  const own = grants.find(
    ({ id, person, may, ending }) => owner.grants.includes(id) && person.id === me && may.revoke && !ending,
  );
  if (own) return <EndAccess grant={own} mine onDone={onDone} />;
  return (
    <Button
      variant="ghost"
      size="small"
      className="max-sm:h-11"
      aria-label={`Remove… ${cidrBlock} ${displayName}`.trim()}
      aria-disabled={locked !== null}
      aria-describedby={locked === null ? undefined : reasonId}
      onClick={() => locked === null && onPlan({ id: "remove-network", params: { cidr: cidrBlock } })}
    >
      Remove…
    </Button>
  );
}
