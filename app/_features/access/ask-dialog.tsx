"use client";

import { Switch } from "radix-ui";
import { useId, useRef, useState } from "react";
import { requestAccess } from "@/app/_client/api";
import { count } from "@/app/_client/format";
import { randomKey } from "@/app/_client/random-key";
import { type AskDraft, askWords, readDraft } from "@/app/_components/access/ask-draft";
import { previewOutcome } from "@/app/_components/access/preview-words";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { useDirectory } from "@/app/_features/state/directory";
import { AskClusters } from "./ask-clusters";
import { AskDuration } from "./ask-duration";
import { AskNetwork } from "./ask-network";
import { AskPreview } from "./ask-preview";
import { useAction } from "./use-action";
import { usePreview } from "./use-preview";

/** Asks for access: what for, and what would come of it while it is being typed. The draft is the page's: closing keeps it. */
export function AskDialog({
  draft,
  onDraft,
  onClose,
  onAsked,
}: {
  readonly draft: AskDraft;
  readonly onDraft: (part: Partial<AskDraft>) => void;
  readonly onClose: () => void;
  readonly onAsked: (words: string) => Promise<void>;
}) {
  const id = useId();
  const { caller } = useDirectory();
  const { busy, problem, run } = useAction();
  const [key] = useState(randomKey);
  const [tried, setTried] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const own = caller?.family === "ipv4" ? caller.address : null;
  const reading = readDraft(draft, own);
  const preview = usePreview(reading.ok ? reading.request : null);
  const outcome = preview.preview && previewOutcome(preview.preview);
  const problems = reading.ok ? {} : reading.problems;
  /* Policies keep emergencies short: an hour is what the default one allows. */
  const short = reading.ok && reading.durationSeconds <= 3600;
  const reasonMissing = draft.emergency && draft.reason.trim() === "";

  const submit = async () => {
    setTried(true);
    if (!reading.ok || reasonMissing) {
      body.current?.querySelector<HTMLElement>("[aria-invalid=true], [role=combobox]")?.focus();
      return;
    }
    const asked = await run(() => requestAccess(reading.request, key));
    if (asked) await onAsked(`Asked for access to ${count(reading.request.clusters.length, "cluster")}.`);
    else body.current?.scrollTo({ top: body.current.scrollHeight });
  };

  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title="Ask for access"
      description="Your network goes on the clusters’ lists for a while, and off again by itself."
      footer={
        <>
          <p className="mr-auto min-w-40 flex-1 text-sm text-muted">
            {outcome?.all ? "Nothing can be asked for as it is." : "Every step of it is kept in the audit trail."}
          </p>
          <Button
            variant="primary"
            type="submit"
            form={id}
            aria-disabled={busy}
            disabled={outcome?.all === true}
            className="max-sm:h-11 max-sm:w-full"
          >
            {busy ? "Asking…" : askWords(reading.ok ? reading.durationSeconds : null, outcome?.waits === true)}
          </Button>
        </>
      }
    >
      <div ref={body} className="thin-scroll min-h-0 flex-1 overflow-y-auto px-4 py-4 sm:px-5">
        <form
          id={id}
          noValidate
          className="space-y-5"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <AskClusters
            clusters={draft.clusters}
            problem={tried ? problems.clusters : undefined}
            onClusters={(clusters) => onDraft({ clusters })}
          />
          <AskNetwork
            address={draft.address}
            prefix={draft.prefix}
            caller={caller}
            problem={tried || draft.address ? problems.network : undefined}
            onNetwork={onDraft}
          />
          <AskDuration
            duration={draft.duration}
            problem={problems.duration}
            onDuration={(duration) => onDraft({ duration })}
          />
          <div>
            <label htmlFor={`${id}-reason`} className="font-medium">
              Reason
            </label>
            <textarea
              id={`${id}-reason`}
              rows={2}
              maxLength={2000}
              value={draft.reason}
              aria-invalid={tried && reasonMissing}
              aria-describedby={`${id}-reason-hint`}
              onChange={(event) => onDraft({ reason: event.target.value })}
              className="thin-scroll mt-1.5 block w-full rounded-lg border border-outline bg-surface px-2.5 py-2 aria-invalid:border-fail"
            />
            <p
              id={`${id}-reason-hint`}
              className={`mt-1 text-sm ${tried && reasonMissing ? "text-fail" : "text-muted"}`}
            >
              {draft.emergency
                ? "Say what the emergency is: whoever looks at it afterwards reads it."
                : "Who approves reads it, and it stays in the audit trail."}
            </p>
          </div>
          <div
            className={`flex items-start gap-3 rounded-lg border px-3.5 py-3 ${draft.emergency ? "border-fail/40 bg-fail-soft" : "border-line"}`}
          >
            <label htmlFor={`${id}-emergency`} className="flex-1">
              <span className="block font-medium">This is an emergency</span>
              <span className="block text-sm text-pretty text-muted">
                It waits for no approval. In return it is short, everybody who approves is told at once, and somebody
                else has to look at it afterwards.
              </span>
            </label>
            <Switch.Root
              id={`${id}-emergency`}
              checked={draft.emergency}
              onCheckedChange={(emergency) =>
                onDraft({ emergency, ...(emergency && !short ? { duration: "1h" } : {}) })
              }
              className="mt-0.5 flex h-6 w-10 shrink-0 items-center rounded-full border border-outline bg-sunken px-0.5 data-[state=checked]:border-fail data-[state=checked]:bg-fail"
            >
              <Switch.Thumb className="size-4.5 rounded-full bg-outline transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-surface" />
            </Switch.Root>
          </div>
        </form>
        <AskPreview
          preview={preview}
          ready={reading.ok}
          durationSeconds={reading.ok ? reading.durationSeconds : null}
          onLeaveOut={(blocked) =>
            onDraft({ clusters: draft.clusters.filter((cluster) => !blocked.includes(cluster)) })
          }
        />
        {problem && (
          <div className="mt-4">
            <ProblemNotice problem={problem} />
          </div>
        )}
      </div>
    </Dialog>
  );
}
