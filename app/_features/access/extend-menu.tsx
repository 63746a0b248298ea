"use client";

import { CircleCheck, CircleX, Hourglass, TimerReset } from "lucide-react";
import { useState } from "react";
import { actOnGrant } from "@/app/_client/api";
import type { GrantView, PolicyAnswer } from "@/app/_client/wire";
import { shortName } from "@/app/_components/access/cluster-label";
import { Moment } from "@/app/_components/access/moment";
import { durationWords, readDuration } from "@/app/_components/access/time-words";
import { Choice } from "@/app/_components/question/choice";
import { Button } from "@/app/_components/ui/button";
import { Popover } from "@/app/_components/ui/popover";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Skeleton } from "@/app/_components/ui/skeleton";
import { useAction } from "./use-action";
import { usePreview } from "./use-preview";

const choices = ["1h", "4h", "12h", "1d"];

type Props = { readonly grant: GrantView; readonly now: number; readonly onDone: (words: string) => Promise<void> };

/** Adds time to a right that goes on. */
export function ExtendMenu(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={`Extend access to ${shortName(props.grant.cluster)}`}
      className="w-80"
      trigger={
        <Button size="small" className="max-sm:h-11" aria-label={`Extend: ${shortName(props.grant.cluster)}`}>
          <TimerReset aria-hidden="true" />
          Extend
        </Button>
      }
    >
      <ExtendForm {...props} onClose={() => setOpen(false)} />
    </Popover>
  );
}

function ExtendForm({ grant, now, onDone, onClose }: Props & { readonly onClose: () => void }) {
  const [chosen, setChosen] = useState("4h");
  const { busy, problem, run } = useAction();
  const seconds = readDuration(chosen) ?? 0;
  const preview = usePreview({
    clusters: [grant.cluster],
    cidr: grant.cidr,
    // The policy judges the time in all.
    duration: grant.durationSeconds + seconds,
    reason: grant.reason,
    breakGlass: false,
  });
  const policy = preview.preview?.clusters[0]?.policy ?? null;
  const waits = policy?.decision === "needs-approval";
  const until = grant.expiresAt && new Date(Date.parse(grant.expiresAt) + seconds * 1000).toISOString();

  const extend = async () => {
    const extended = await run((key) => actOnGrant(grant.id, "extend", { duration: chosen }, key));
    if (!extended) return;
    onClose();
    const more = `${shortName(grant.cluster)}, ${durationWords(seconds)} more`;
    await onDone(extended.result.id === grant.id ? `Extended: ${more}.` : `Asked for approval: ${more}.`);
  };

  return (
    <>
      <fieldset className="min-w-0 p-1.5">
        <legend className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-muted">How much longer</legend>
        {choices.map((choice) => (
          <Choice
            key={choice}
            name="extend"
            checked={chosen === choice}
            onChoose={() => setChosen(choice)}
            title={`${durationWords(readDuration(choice) ?? 0)} more`}
          />
        ))}
      </fieldset>
      <div className="space-y-2.5 border-t border-line p-3.5">
        <div aria-live="polite" className={`min-h-5 text-sm ${preview.loading ? "opacity-60" : ""}`}>
          {policy ? (
            <PolicyWords policy={policy} />
          ) : preview.problem ? (
            preview.problem.detail
          ) : (
            <Skeleton className="h-9 w-full" />
          )}
        </div>
        <p className="min-h-5 text-sm text-pretty text-muted">
          {waits && `It has to be approved before this one ends, and lasts ${durationWords(seconds)} from then on.`}
          {until && !waits && policy?.decision !== "deny" && (
            <>
              It then ends at <Moment time={until} now={now} />.
            </>
          )}
        </p>
        {grant.breakGlass && (
          <p className="text-sm text-pretty text-muted">
            It began as an emergency: to go on, it may need an approval, and is asked for then.
          </p>
        )}
        {problem && <ProblemNotice problem={problem} />}
        <Button
          variant="primary"
          className="w-full max-sm:h-11"
          aria-disabled={busy}
          disabled={policy?.decision === "deny"}
          onClick={() => void extend()}
        >
          {busy ? "Extending…" : `${waits ? "Ask for" : "Extend by"} ${durationWords(seconds)}${waits ? " more" : ""}`}
        </Button>
      </div>
    </>
  );
}

/** What the policy says about so much more time. */
function PolicyWords({ policy: { decision, approvalsNeeded, rules } }: { readonly policy: PolicyAnswer }) {
  const why = rules.map(({ title, why }) => `${title}. ${why}`).join(" ");
  if (decision === "allow") return <Line Icon={CircleCheck} look="text-ok" text="Within policy, at once." />;
  if (decision === "deny") return <Line Icon={CircleX} look="text-fail" text={`Not allowed. ${why}`} />;
  return (
    <Line
      Icon={Hourglass}
      look="text-warn"
      text={`Needs ${approvalsNeeded === 1 ? "1 approval" : `${approvalsNeeded} approvals`}. ${why}`}
    />
  );
}

function Line({ Icon, look, text }: { readonly Icon: typeof CircleX; readonly look: string; readonly text: string }) {
  return (
    <p className="flex gap-2">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${look}`} />
      <span className="text-pretty">{text}</span>
    </p>
  );
}
