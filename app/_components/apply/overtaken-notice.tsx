"use client";

import { useEffect, useRef } from "react";
import type { Plan } from "@/app/_client/wire";
import { ChangesDiff } from "@/app/_components/plan/changes-diff";
import { Notice } from "@/app/_components/ui/notice";
import { type Overtaken, whatMoved } from "./what-moved";

/** Says that a plan was overtaken, and what is different from the one that the person looked at. `now` null: it is being made. */
export function OvertakenNotice({
  overtaken,
  now,
  list,
}: {
  readonly overtaken: Overtaken;
  readonly now: Plan | null;
  /** The cluster's whole list now; null while it is not known. */
  readonly list: readonly string[] | null;
}) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void top.current?.scrollIntoView({ block: "start" });
  }, []);
  const byChange = overtaken.by === "change";
  const title = byChange ? "The list changed since you looked" : "The plan was older than 15 minutes";
  /* A grant's list follows a moment after its plan. */
  const made = now !== null && (list !== null || overtaken.list === null || now.apply.kind !== "grant");
  const moved = made ? whatMoved(overtaken, { plan: now, list }) : [];
  return (
    <div ref={top} className="scroll-mt-4 space-y-2">
      <Notice tone="warn" title={title} alert>
        {wordsOf(byChange, made, moved.length > 0)}
      </Notice>
      {moved.length > 0 && (
        <section aria-label="What is different now">
          <h3 className="mb-1.5 text-sm font-semibold text-muted">What is different now, before your change</h3>
          <ChangesDiff changes={moved} />
        </section>
      )}
    </div>
  );
}

function wordsOf(byChange: boolean, made: boolean, moved: boolean): string {
  if (!made) return "Nothing was sent. Reading the cluster again…";
  const nothing = byChange
    ? "Nothing was sent. What this plan touches is the same; something else about the cluster changed."
    : "Nothing was sent. The cluster was read again, and this plan is as it was.";
  return `${moved ? "Nothing was sent. This is a new plan, made on the cluster as it is now." : nothing} Look at it and press the button once more.`;
}
