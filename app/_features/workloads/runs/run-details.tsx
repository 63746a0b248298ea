"use client";

import { CheckCheck, Timer, Trash2 } from "lucide-react";
import type { RunView } from "@/app/_client/workload-wire";
import { spanWords } from "@/app/_components/access/time-words";
import { useNow } from "@/app/_components/access/use-now";
import { PlanSection } from "@/app/_components/plan/plan-section";
import { CodeBlock } from "@/app/_components/ui/code-block";
import { Notice } from "@/app/_components/ui/notice";
import { Values } from "@/app/_components/ui/values";
import { RunEvents } from "@/app/_components/workloads/runs/run-events";
import { RunLog } from "@/app/_components/workloads/runs/run-log";
import { RunResult } from "@/app/_components/workloads/runs/run-result";
import { hasEnded, removalWords } from "@/app/_components/workloads/runs/run-words";
import type { WatchedRun } from "./use-run";

/** A run on its way and afterwards: what it waits for, its events and log, and what it shows. */
export function RunDetails({ run, connection, skewMs }: Omit<WatchedRun, "run" | "tell"> & { readonly run: RunView }) {
  const ended = hasEnded(run);
  const isWhole = run.manifest !== null;
  return (
    <div className="space-y-6">
      <div className="space-y-3">
        <RunResult run={run} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
          {!ended && (
            <span className="min-w-48 flex-1 text-pretty text-ink">
              <Values text={run.detail} />
            </span>
          )}
          <RunClock run={run} skewMs={skewMs} />
          <Cleaned run={run} />
        </div>
        <p role="status" className="text-sm text-muted empty:hidden">
          {connection === "reconnecting" && "The connection to Drawbridge broke; reconnecting. The pod goes on."}
          {connection === "polling" && "News come every few seconds: streams do not get through to this browser."}
        </p>
        <NotRemoved run={run} />
        {connection === "lost" && (
          <Notice tone="warn" title="No more news of this run">
            Drawbridge no longer tells this page about it. The pod is stopped at its deadline all the same.
          </Notice>
        )}
      </div>
      <PlanSection title="Log">
        {isWhole ? (
          <RunLog
            lines={run.log}
            truncated={run.logTruncated}
            waiting={ended ? "The container printed nothing." : "What the container prints comes here."}
          />
        ) : (
          <Notice>
            What the pod was given and what it printed is for {run.person.name}, who ran it, and for those who may run
            pods there.
          </Notice>
        )}
      </PlanSection>
      <PlanSection title="Events">
        <RunEvents
          events={run.events}
          waiting={ended ? "Kubernetes told of none." : "What Kubernetes does with the pod comes here."}
        />
      </PlanSection>
      <PlanSection title="The pod">
        <dl className="grid gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[9rem_1fr]">
          <Fact name="Name" value={run.pod ?? "not created yet"} />
          <Fact name="Namespace" value={run.namespace} />
          <Fact name="Service account" value={run.serviceAccount} />
          <Fact name="Image" value={run.image} />
          <Fact name="Started by" value={run.person.name} />
        </dl>
        <details hidden={!isWhole} className="rounded-lg border border-line">
          <summary className="px-3 py-2 text-sm font-medium hover:bg-hover focus-visible:-outline-offset-2">
            Manifest
          </summary>
          <div className="px-3 pb-3">
            <CodeBlock text={JSON.stringify(run.manifest, null, 2)} name="As it is sent to Kubernetes" />
          </div>
        </details>
      </PlanSection>
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="mb-1 font-mono wrap-anywhere sm:mb-0">{value}</dd>
    </>
  );
}

function RunClock({ run, skewMs }: { readonly run: RunView; readonly skewMs: number }) {
  const { startedAt, requestedAt, endedAt, deadlineAt } = run;
  const from = Date.parse(startedAt ?? requestedAt);
  return (
    <span className="flex items-center gap-1.5 tabular-nums">
      <Timer aria-hidden="true" className="size-4" />
      {endedAt ? (
        `took ${spanWords((Date.parse(endedAt) - from) / 1000)}`
      ) : (
        <Running from={from} deadline={Date.parse(deadlineAt)} skewMs={skewMs} />
      )}
    </span>
  );
}

function Running({
  from,
  deadline,
  skewMs,
}: {
  readonly from: number;
  readonly deadline: number;
  readonly skewMs: number;
}) {
  const now = useNow(skewMs);
  return (
    <span>
      {spanWords((now - from) / 1000)} so far; stopped in {spanWords((deadline - now) / 1000)} at the latest
    </span>
  );
}

function Cleaned({ run }: { readonly run: RunView }) {
  if (!hasEnded(run) || run.removal) return null;
  const Icon = run.cleaned ? CheckCheck : Trash2;
  return (
    <span className={`flex items-center gap-1.5 ${run.cleaned ? "text-ok" : ""}`}>
      <Icon aria-hidden="true" className="size-4" />
      {removalWords(run).text}
    </span>
  );
}

/** Why the pod of a run that has ended is still there, and how to delete it by hand. */
function NotRemoved({ run }: { readonly run: RunView }) {
  const { text, more } = removalWords(run);
  if (!hasEnded(run) || !run.removal || !more) return null;
  return (
    <div className="space-y-3">
      <Notice tone="warn" title={text}>
        <Values text={more} />
      </Notice>
      <CodeBlock text={run.removal.kubectl} name="Delete it by hand" />
    </div>
  );
}
