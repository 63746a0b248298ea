"use client";

import { Link2 } from "lucide-react";
import Link from "next/link";
import { Moment } from "@/app/_components/access/moment";
import { TimeLeft } from "@/app/_components/access/time-left";
import { durationWords } from "@/app/_components/access/time-words";
import { useNow } from "@/app/_components/access/use-now";
import { changeSteps, isRemoval } from "@/app/_components/apply/change-steps";
import { OperationLine } from "@/app/_components/apply/operation-line";
import { StepList } from "@/app/_components/apply/step-list";
import { ChangesDiff } from "@/app/_components/plan/changes-diff";
import { PlanSection } from "@/app/_components/plan/plan-section";
import { Notice } from "@/app/_components/ui/notice";
import type { Followed } from "./changes-context";
import { OwnNetwork } from "./own-network";
import { WorkloadOutcome } from "./workload-outcome";

/** A change on its way and afterwards: its steps, whether it helped, how long it lasts, and what it changed. */
export function ChangeBody({ followed }: { readonly followed: Followed }) {
  const { change, connection, origin, skewMs } = followed;
  const { operation, sentAt, closedAt, grant, state, changes } = change;
  const there = state === "applied" || state === "verified";
  const over = state === "ended" || state === "failed";
  const was = there || (grant?.activatedAt ?? null) !== null;
  const line = operation && <OperationLine operation={operation} sentAt={sentAt} closedAt={closedAt} skewMs={skewMs} />;
  return (
    <div className="space-y-6">
      <PlanSection title="Progress">
        <StepList steps={changeSteps(change)} details={isRemoval(change) ? { removed: line } : { sent: line }} />
        <Disturbance followed={followed} />
      </PlanSection>
      {!over && origin.workload && <WorkloadOutcome followed={followed} />}
      {!over && !grant?.ending && change.remedy.id !== "undo" && !origin.fromList && !origin.workload && (
        <OwnNetwork followed={followed} />
      )}
      {grant && (
        <PlanSection title="Access">
          <div className="space-y-2.5 rounded-lg border border-line px-3.5 py-3">
            {there && !grant.ending && grant.expiresAt && (
              <TimeLeft expiresAt={grant.expiresAt} durationSeconds={grant.durationSeconds} skewMs={skewMs} />
            )}
            {(state === "queued" || state === "applying") && !grant.ending && (
              <p className="min-h-8 text-sm text-muted">
                Lasts {durationWords(grant.durationSeconds)}, from the moment that Google has it.
              </p>
            )}
            {state === "waiting-approval" && <WaitingWords startBy={grant.startBy} />}
            <p>
              <Link
                href={`/access?grant=${encodeURIComponent(grant.id)}`}
                className="inline-flex min-h-6 items-center gap-1.5 font-medium text-accent underline-offset-4 hover:underline"
              >
                <Link2 aria-hidden="true" className="size-4" />
                This grant on the Access page
              </Link>
            </p>
          </div>
        </PlanSection>
      )}
      {changes.length > 0 && (
        <PlanSection title={was ? "What changed" : state === "failed" ? "What was to change" : "What will change"}>
          <ChangesDiff changes={changes} />
        </PlanSection>
      )}
      {connection === "lost" && (
        <Notice tone="warn" title="No more news of this change">
          Drawbridge no longer tells this page about it. It goes on by itself; the Access page shows how it ended.
        </Notice>
      )}
    </div>
  );
}

function WaitingWords({ startBy }: { readonly startBy: string }) {
  const now = useNow(0);
  return (
    <p className="text-sm text-pretty">
      Send the link below to whoever may approve. Without an approval until <Moment time={startBy} now={now} /> the
      request ends by itself.
    </p>
  );
}

/** One line that is always there, so that nothing moves when the connection does. */
function Disturbance({ followed: { connection, change } }: { readonly followed: Followed }) {
  const over = change.state === "ended" || change.state === "failed";
  return (
    <p role="status" className="min-h-5 text-sm text-muted">
      {!over &&
        connection === "reconnecting" &&
        "The connection to Drawbridge broke; reconnecting. The change goes on."}
      {!over && connection === "polling" && "News come every few seconds: streams do not get through to this browser."}
    </p>
  );
}
