"use client";

import { Eye, Siren } from "lucide-react";
import { useId, useState } from "react";
import { actOnGrant } from "@/app/_client/api";
import type { GrantView } from "@/app/_client/wire";
import { ClusterLabel, shortName } from "@/app/_components/access/cluster-label";
import { grantStatus } from "@/app/_components/access/grant-status";
import { Moment } from "@/app/_components/access/moment";
import { durationWords } from "@/app/_components/access/time-words";
import { useNow } from "@/app/_components/access/use-now";
import { Button } from "@/app/_components/ui/button";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { useAction } from "./use-action";

/** An emergency that waited for nobody: somebody else looks at it afterwards. */
export function ReviewCard({
  grant,
  skewMs,
  pointedAt,
  onDone,
}: {
  readonly grant: GrantView;
  readonly skewMs: number;
  readonly pointedAt: boolean;
  readonly onDone: (words: string) => Promise<void>;
}) {
  const id = useId();
  const now = useNow(skewMs);
  const [note, setNote] = useState("");
  const { busy, problem, run } = useAction();
  const { person, cluster, cidr, reason, durationSeconds, requestedAt } = grant;
  const { words, note: about } = grantStatus(grant, undefined, now);

  const review = async () => {
    if (await run((key) => actOnGrant(grant.id, "review", { note }, key)))
      await onDone(`Looked at: the emergency of ${person.name} on ${shortName(cluster)}.`);
  };

  return (
    <li
      id={`review-${grant.id}`}
      tabIndex={-1}
      aria-current={pointedAt ? "true" : undefined}
      className="card overflow-hidden outline-none aria-[current]:border-accent"
    >
      <div className="space-y-1.5 px-4 py-3.5 sm:px-5">
        <p className="flex items-center gap-1.5 text-sm font-medium text-fail">
          <Siren aria-hidden="true" className="size-4" />
          Emergency, to look at afterwards
        </p>
        <h3 className="font-semibold text-pretty wrap-anywhere">
          {person.name} let <span className="value">{cidr}</span> in for {durationWords(durationSeconds)}
        </h3>
        <ClusterLabel cluster={cluster} />
        <p className={`text-pretty wrap-anywhere ${reason ? "" : "text-muted"}`}>
          {reason ? `“${reason}”` : "No reason was given."}
        </p>
        <p className="text-sm text-muted">
          <Moment time={requestedAt} now={now} /> · {words}. {about}
        </p>
      </div>
      <form
        className="space-y-2.5 border-t border-line bg-sunken px-4 py-3 sm:px-5"
        onSubmit={(event) => {
          event.preventDefault();
          void review();
        }}
      >
        {problem && <ProblemNotice problem={problem} />}
        <label htmlFor={id} className="block text-sm font-medium">
          What you found
        </label>
        <div className="flex flex-wrap gap-2">
          <input
            id={id}
            type="text"
            value={note}
            maxLength={2000}
            autoComplete="off"
            placeholder="Optional"
            onChange={(event) => setNote(event.target.value)}
            className="h-9 min-w-48 flex-1 rounded-lg border border-outline bg-surface px-2.5 max-sm:h-11"
          />
          <Button
            type="submit"
            variant="primary"
            aria-disabled={busy}
            aria-label={`I looked at it: ${person.name}, ${shortName(cluster)}`}
            className="max-sm:h-11 max-sm:w-full"
          >
            <Eye aria-hidden="true" />
            {busy ? "Noting…" : "I looked at it"}
          </Button>
        </div>
      </form>
    </li>
  );
}
