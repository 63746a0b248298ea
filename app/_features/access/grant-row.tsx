"use client";

import { Stethoscope } from "lucide-react";
import { useRouter } from "next/navigation";
import { emptyQuestion } from "@/app/_client/question";
import type { ChangeView, GrantView } from "@/app/_client/wire";
import { ClusterLabel, shortName } from "@/app/_components/access/cluster-label";
import { grantStatus } from "@/app/_components/access/grant-status";
import { Moment } from "@/app/_components/access/moment";
import { StateSign } from "@/app/_components/access/state-sign";
import { TimeLeft } from "@/app/_components/access/time-left";
import { durationWords } from "@/app/_components/access/time-words";
import { useNow } from "@/app/_components/access/use-now";
import { Badge } from "@/app/_components/ui/badge";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import { EndAccess } from "./end-access";
import { ExtendMenu } from "./extend-menu";

/** One right that goes on: where it stands, how long it lasts, and what can be done about it. */
export function GrantRow({
  grant,
  change,
  skewMs,
  mine,
  pointedAt,
  onDone,
}: {
  readonly grant: GrantView;
  readonly change: ChangeView | undefined;
  readonly skewMs: number;
  readonly mine: boolean;
  /** A link led here. */
  readonly pointedAt: boolean;
  readonly onDone: (words: string) => Promise<void>;
}) {
  const now = useNow(skewMs);
  const { id, cluster, cidr, person, reason, breakGlass, durationSeconds, expiresAt, prolongs, may } = grant;
  const status = grantStatus(grant, change, now);
  const counting = expiresAt !== null && (status.phase === "active" || status.phase === "verified");
  return (
    <li
      id={`grant-${id}`}
      tabIndex={-1}
      aria-current={pointedAt ? "true" : undefined}
      className="relative px-4 py-3.5 outline-none aria-[current]:animate-flash aria-[current]:bg-accent-soft sm:px-5"
    >
      <div className="grid gap-x-6 gap-y-2.5 md:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_15rem]">
        <div className="min-w-0 lg:row-span-2">
          <ClusterLabel cluster={cluster} />
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="value">{cidr}</span>
            <CopyButton
              text={cidr}
              label="Copy"
              name={`Copy ${cidr}`}
              variant="ghost"
              size="small"
              className="-ml-1 max-sm:h-11"
            />
            {breakGlass && <Badge tone="fail">emergency</Badge>}
            {prolongs && <Badge>prolongs the one before</Badge>}
          </p>
          {(reason || !mine) && (
            <p className="line-clamp-2 text-sm wrap-anywhere text-muted">
              {!mine && <span className="font-medium text-ink">{person.name}</span>}
              {!mine && reason && ": "}
              {reason}
            </p>
          )}
        </div>
        <StateSign status={status} />
        <div className="md:max-lg:col-span-2">
          {counting ? (
            <TimeLeft expiresAt={expiresAt} durationSeconds={durationSeconds} skewMs={skewMs} />
          ) : (
            <p className="text-sm text-muted">
              {status.phase === "ending" ? (
                "Gone from the list within about a minute."
              ) : (
                <>
                  For {durationWords(durationSeconds)}, once it is active.
                  {grant.state === "requested" && (
                    <>
                      {" "}
                      Lapses at <Moment time={grant.startBy} now={now} />.
                    </>
                  )}
                </>
              )}
            </p>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-1.5 empty:hidden md:col-span-2 lg:col-start-2 lg:justify-end">
          {may.extend && <ExtendMenu grant={grant} now={now} onDone={onDone} />}
          {may.revoke && status.phase !== "ending" && <EndAccess grant={grant} mine={mine} onDone={onDone} />}
          {mine && counting && <DiagnoseAgain cluster={cluster} />}
        </div>
      </div>
    </li>
  );
}

function DiagnoseAgain({ cluster }: { readonly cluster: string }) {
  const { start } = useDiagnosis();
  const router = useRouter();
  return (
    <Button
      variant="ghost"
      size="small"
      className="max-sm:h-11"
      aria-label={`Diagnose again: ${shortName(cluster)}`}
      onClick={() => {
        router.push("/");
        start({ ...emptyQuestion, cluster });
      }}
    >
      <Stethoscope aria-hidden="true" />
      Diagnose again
    </Button>
  );
}
