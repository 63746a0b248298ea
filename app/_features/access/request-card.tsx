"use client";

import { Check, Hourglass, X } from "lucide-react";
import { useId, useState } from "react";
import { actOnGrant } from "@/app/_client/api";
import { count } from "@/app/_client/format";
import { shortName } from "@/app/_components/access/cluster-label";
import type { GrantGroup } from "@/app/_components/access/group-grants";
import { RequestFacts } from "@/app/_components/access/request-facts";
import { useNow } from "@/app/_components/access/use-now";
import { Button } from "@/app/_components/ui/button";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { RequestPlan } from "./request-plan";
import { useAction } from "./use-action";

/** A request that waits: who, why, what it changes, and the decision if it is this person's. */
export function RequestCard({
  group,
  skewMs,
  pointedAt,
  unfolded,
  onDone,
}: {
  readonly group: GrantGroup;
  readonly skewMs: number;
  readonly pointedAt: boolean;
  /** What it changes is shown at once. */
  readonly unfolded: boolean;
  readonly onDone: (words: string) => Promise<void>;
}) {
  const now = useNow(skewMs);
  const { first, grants } = group;
  const mayDecide = first.may.approve || first.may.deny;
  return (
    <li
      id={`request-${group.id}`}
      tabIndex={-1}
      aria-current={pointedAt ? "true" : undefined}
      className="card overflow-hidden outline-none aria-[current]:border-accent"
    >
      <div className="grid lg:grid-cols-2 lg:divide-x lg:divide-line">
        <div className="min-w-0 px-4 pt-3.5 pb-3 sm:px-5">
          <RequestFacts group={group} now={now} />
        </div>
        <RequestPlan grants={grants} unfolded={unfolded} />
      </div>
      {mayDecide ? (
        <Decision group={group} onDone={onDone} />
      ) : (
        <p className="flex items-center gap-2 border-t border-line px-4 py-2.5 text-sm text-muted sm:px-5">
          <Hourglass aria-hidden="true" className="size-4 shrink-0 text-warn" />
          Your own request: it is waiting for somebody else.
        </p>
      )}
    </li>
  );
}

function Decision({
  group,
  onDone,
}: {
  readonly group: GrantGroup;
  readonly onDone: (words: string) => Promise<void>;
}) {
  const id = useId();
  const { first, grants } = group;
  const [denying, setDenying] = useState(false);
  const [reason, setReason] = useState("");
  const { busy, problem, run } = useAction();
  const what = grants.length === 1 ? shortName(first.cluster) : count(grants.length, "cluster");

  /** Repeated after a failure, those that were decided already stay as they are. */
  const decide = async (action: "approve" | "deny") => {
    const done = await run(async (key) => {
      const body = action === "deny" ? { reason } : {};
      for (const { id: grant } of grants) await actOnGrant(grant, action, body, `${key}-${grant}`);
    });
    await onDone(done ? `${action === "approve" ? "Approved" : "Denied"}: ${first.person.name}, ${what}.` : "");
  };

  return (
    <div className="space-y-2.5 border-t border-line bg-sunken px-4 py-3 sm:px-5">
      {!first.may.approve && (
        <p className="text-sm text-muted">
          You approved it. It needs somebody else’s approval too; you can still deny it.
        </p>
      )}
      {problem && <ProblemNotice problem={problem} />}
      {denying ? (
        <form
          className="space-y-2.5"
          onSubmit={(event) => {
            event.preventDefault();
            void decide("deny");
          }}
        >
          <label htmlFor={id} className="block text-sm font-medium">
            Why not? {first.person.name} reads this.
          </label>
          <input
            id={id}
            type="text"
            // biome-ignore lint/a11y/noAutofocus: it appears because the person pressed Deny, in its place.
            autoFocus
            value={reason}
            maxLength={2000}
            autoComplete="off"
            placeholder="Optional"
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={({ key }) => key === "Escape" && setDenying(false)}
            className="h-9 w-full rounded-lg border border-outline bg-surface px-2.5 max-sm:h-11"
          />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" aria-disabled={busy} className="max-sm:h-11 max-sm:flex-1">
              {busy ? "Denying…" : "Deny it"}
            </Button>
            <Button aria-disabled={busy} onClick={() => setDenying(false)} className="max-sm:h-11 max-sm:flex-1">
              Back
            </Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          {first.may.approve && (
            <Button
              variant="primary"
              aria-disabled={busy}
              aria-label={`Approve: ${first.person.name}, ${what}`}
              onClick={() => void decide("approve")}
              className="max-sm:h-11 max-sm:flex-1"
            >
              <Check aria-hidden="true" />
              {busy ? "Approving…" : "Approve"}
            </Button>
          )}
          {first.may.deny && (
            <Button
              aria-disabled={busy}
              aria-label={`Deny: ${first.person.name}, ${what}`}
              onClick={() => setDenying(true)}
              className="max-sm:h-11 max-sm:flex-1"
            >
              <X aria-hidden="true" />
              Deny…
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
