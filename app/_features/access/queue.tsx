"use client";

import { Inbox } from "lucide-react";
import type { GrantView } from "@/app/_client/wire";
import type { Sorted } from "@/app/_components/access/group-grants";
import { Quiet } from "@/app/_components/access/quiet";
import { Section } from "@/app/_components/access/section";
import { RequestCard } from "./request-card";
import { ReviewCard } from "./review-card";

/** What waits for this person's decision, what of theirs waits for somebody else's, and emergencies to look at afterwards. */
export function Queue({
  sorted: { toDecide, toReview, ownWaiting },
  skewMs,
  pointedAt,
  onDone,
}: {
  readonly sorted: Sorted;
  readonly skewMs: number;
  readonly pointedAt: string | null;
  readonly onDone: (words: string) => Promise<void>;
}) {
  const todo = toDecide.length + toReview.length;
  const isPointedAt = (grants: readonly GrantView[]) => grants.some(({ id }) => id === pointedAt);
  if (todo + ownWaiting.length === 0) {
    return (
      <Section id="queue" title="Approvals">
        <Quiet Icon={Inbox} title="Nothing waits for you">
          Requests that you may decide on, and emergencies to look at afterwards, appear here.
        </Quiet>
      </Section>
    );
  }
  return (
    <Section id="queue" title="Approvals" count={todo}>
      <ul className="space-y-3">
        {toDecide.map((group) => (
          <RequestCard
            key={group.id}
            group={group}
            skewMs={skewMs}
            pointedAt={isPointedAt(group.grants)}
            unfolded={toDecide.length <= 3 || isPointedAt(group.grants)}
            onDone={onDone}
          />
        ))}
        {toReview.map((grant) => (
          <ReviewCard
            key={`review-${grant.id}`}
            grant={grant}
            skewMs={skewMs}
            pointedAt={grant.id === pointedAt}
            onDone={onDone}
          />
        ))}
        {ownWaiting.map((group) => (
          <RequestCard
            key={group.id}
            group={group}
            skewMs={skewMs}
            pointedAt={isPointedAt(group.grants)}
            unfolded={toDecide.length + ownWaiting.length <= 2}
            onDone={onDone}
          />
        ))}
      </ul>
    </Section>
  );
}
