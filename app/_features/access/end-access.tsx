"use client";

import { useEffect, useRef, useState } from "react";
import { actOnGrant } from "@/app/_client/api";
import type { GrantView } from "@/app/_client/wire";
import { shortName } from "@/app/_components/access/cluster-label";
import { Button } from "@/app/_components/ui/button";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { useAction } from "./use-action";

/** Ends a right now, after one question in its place. */
export function EndAccess({
  grant,
  mine,
  onDone,
}: {
  readonly grant: GrantView;
  readonly mine: boolean;
  readonly onDone: (words: string) => Promise<void>;
}) {
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAction();
  const question = useRef<HTMLFieldSetElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const name = shortName(grant.cluster);
  const waiting = grant.state === "requested";

  useEffect(() => {
    if (asking) question.current?.focus();
  }, [asking]);

  const end = async () => {
    const ended = await run((key) => actOnGrant(grant.id, "revoke", {}, key));
    if (!ended) return;
    setAsking(false);
    await onDone(waiting ? `Taken back: ${name}.` : `Ending access to ${name}.`);
  };
  const keep = () => {
    setAsking(false);
    opener.current?.focus();
  };

  return (
    <>
      <Button
        ref={opener}
        size="small"
        className="max-sm:h-11"
        aria-expanded={asking}
        aria-label={`${waiting ? "Take back" : "End now"}: ${name}`}
        onClick={() => setAsking((before) => !before)}
      >
        {waiting ? "Take back" : "End now"}
      </Button>
      {asking && (
        <fieldset
          ref={question}
          tabIndex={-1}
          onKeyDown={({ key }) => key === "Escape" && keep()}
          className="order-last col-span-full flex w-full min-w-0 flex-wrap items-center gap-2 rounded-lg border border-line bg-sunken px-3 py-2"
        >
          <legend className="sr-only">End access to {name}?</legend>
          <span className="mr-auto basis-64 text-sm text-pretty">
            {waiting
              ? "Take this request back? Nobody has to decide on it then."
              : `End it now? ${mine ? "Your network" : `The network of ${grant.person.name}`} stops getting through within about a minute.`}
          </span>
          <Button size="small" className="max-sm:h-11" aria-disabled={busy} onClick={keep}>
            Keep it
          </Button>
          <Button
            variant="primary"
            size="small"
            className="max-sm:h-11"
            aria-disabled={busy}
            onClick={() => void end()}
          >
            {busy ? "Ending…" : waiting ? "Take it back" : "End it"}
          </Button>
          {problem && (
            <div className="w-full">
              <ProblemNotice problem={problem} />
            </div>
          )}
        </fieldset>
      )}
    </>
  );
}
