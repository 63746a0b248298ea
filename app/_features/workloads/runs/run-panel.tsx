"use client";

import { LoaderCircle, Play } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { isAbort, problemOf } from "@/app/_client/api";
import { randomKey } from "@/app/_client/random-key";
import type { Problem } from "@/app/_client/wire";
import { previewRun, startRun } from "@/app/_client/workload-api";
import type { RunPreview as Preview, RunRequest, RunView } from "@/app/_client/workload-wire";
import { wantsReason } from "@/app/_components/apply/policy-words";
import { RefusedClick } from "@/app/_components/apply/refused-click";
import { PlanSkeleton } from "@/app/_components/plan/plan-skeleton";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { runTitles } from "@/app/_components/workloads/runs/run-words";
import { mayRepeat } from "@/app/_features/apply/apply-flow";
import { useSettled } from "@/app/_features/workloads/tools/use-settled";
import { parseClusterName } from "@/lib/core/cluster-name";
import { RunPreview } from "./run-preview";
import { WatchedRunPanel } from "./watched-run-panel";

/** A pod before it runs and while it does. Closing the panel does not stop it. */
export function RunPanel({
  request,
  onNews,
  onClose,
}: {
  readonly request: RunRequest;
  /** Called with the run whenever it has moved on. */
  readonly onNews: (run: RunView) => void;
  readonly onClose: () => void;
}) {
  const [started, setStarted] = useState<RunView | null>(null);
  return started ? (
    <WatchedRunPanel first={started} onNews={onNews} onClose={onClose} />
  ) : (
    <PreviewPanel request={request} onStarted={setStarted} onClose={onClose} />
  );
}

function PreviewPanel({
  request,
  onStarted,
  onClose,
}: {
  readonly request: RunRequest;
  readonly onStarted: (run: RunView) => void;
  readonly onClose: () => void;
}) {
  const form = useId();
  const [reason, setReason] = useState("");
  const { preview, problem, asking, retry } = usePreview(request, useSettled(reason));
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  /* One click's: pressed again, it finds the run that the first one made. */
  const key = useRef(randomKey());
  const unreasoned = preview !== null && wantsReason(preview.policy, reason);
  const allowed = preview?.policy.decision === "allow";
  const open = allowed && !sending && !unreasoned;
  const repeat = refused !== null && mayRepeat(refused);

  const start = async () => {
    setSending(true);
    setRefused(null);
    try {
      onStarted(await startRun({ ...request, reason: reason.trim() }, key.current));
    } catch (error) {
      const why = problemOf(error);
      setRefused(why);
      if (!mayRepeat(why)) key.current = randomKey();
      setSending(false);
    }
  };

  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={request.kind === "probe" ? "Prove it with a pod" : "Rehearse the operator"}
      description={`${runTitles[request.kind]} on ${parseClusterName(request.cluster)?.cluster ?? request.cluster}`}
      footer={
        <form
          id={form}
          className="flex w-full flex-wrap items-center gap-x-3 gap-y-2.5"
          onSubmit={(event) => {
            event.preventDefault();
            if (open) void start();
          }}
        >
          {refused && <RefusedClick problem={refused} repeat={repeat} />}
          <p className="min-w-48 flex-1 text-sm text-pretty text-muted">
            {preview && !allowed && !unreasoned ? "The policy does not allow you this." : ""}
            {unreasoned ? "Say why first: a reason is needed." : ""}
          </p>
          <Button type="submit" variant="primary" aria-disabled={!open} className="max-sm:h-11 max-sm:w-full">
            {sending ? <LoaderCircle aria-hidden="true" className="animate-spin" /> : <Play aria-hidden="true" />}
            {repeat ? "Try again" : "Start the pod"}
          </Button>
        </form>
      }
    >
      <div className="thin-scroll min-h-0 flex-1 overflow-y-auto px-4 py-4 sm:px-5">
        <p role="status" className="sr-only">
          {preview ? "The preview is ready." : ""}
        </p>
        {problem && (
          <ProblemNotice
            problem={problem}
            action={
              mayRepeat(problem) && (
                <Button size="small" className="max-sm:h-11" onClick={retry}>
                  Try again
                </Button>
              )
            }
          />
        )}
        {preview ? (
          <RunPreview
            request={request}
            preview={preview}
            asking={asking}
            reason={reason}
            onReason={setReason}
            form={form}
          />
        ) : (
          !problem && <PlanSkeleton />
        )}
      </div>
    </Dialog>
  );
}

type PreviewState = {
  readonly preview: Preview | null;
  readonly problem: Problem | null;
  readonly asking: boolean;
};

function usePreview(request: RunRequest, reason: string): PreviewState & { readonly retry: () => void } {
  const [state, setState] = useState<PreviewState>({ preview: null, problem: null, asking: true });
  const [round, setRound] = useState(0);
  const body = JSON.stringify({ ...request, reason: reason.trim() });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to try again.
  useEffect(() => {
    const stop = new AbortController();
    setState((before) => ({ ...before, problem: null, asking: true }));
    previewRun(JSON.parse(body), stop.signal).then(
      (preview) => setState({ preview, problem: null, asking: false }),
      (error: unknown) => {
        if (!isAbort(error)) setState((before) => ({ ...before, problem: problemOf(error), asking: false }));
      },
    );
    return () => stop.abort();
  }, [body, round]);

  return { ...state, retry: () => setRound((before) => before + 1) };
}
