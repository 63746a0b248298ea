"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { planUndo, problemOf, revokeGrant } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";
import { RefusedClick } from "@/app/_components/apply/refused-click";
import { Button } from "@/app/_components/ui/button";
import { mayRepeat } from "./apply-flow";
import { type Followed, useChanges } from "./changes-context";

/** How to take a change back, and how to go on without watching it. */
export function ChangeFooter({ followed }: { readonly followed: Followed }) {
  const { change, origin } = followed;
  const { close, hurry, show } = useChanges();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { id, undo, grant, state } = change;
  const over = state === "ended" || state === "failed";

  const words = over ? "" : grant?.ending ? "Its entry is being taken off the list." : footerWords(state);

  const takeBack = async () => {
    setBusy(true);
    setProblem(null);
    try {
      if (undo === "revoke") {
        await revokeGrant(id);
        hurry(id);
      } else {
        const plan = await planUndo(id, new AbortController().signal);
        show({ kind: "undo", of: change, plan, origin });
      }
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };

  return (
    <>
      {problem && <RefusedClick problem={problem} repeat={mayRepeat(problem)} />}
      {words ? (
        <p className="min-w-40 flex-1 text-sm text-pretty text-muted">{words}</p>
      ) : (
        <span className="flex-1 max-sm:hidden" />
      )}
      {undo && !over && !grant?.ending && (
        <Button disabled={busy} onClick={() => void takeBack()} className="max-sm:h-11 max-sm:flex-1">
          <Undo2 aria-hidden="true" />
          {undo === "revoke" ? (state === "waiting-approval" ? "Withdraw it" : "End it now") : "Undo…"}
        </Button>
      )}
      <Button variant="primary" onClick={close} className="max-sm:h-11 max-sm:flex-1">
        Close
      </Button>
    </>
  );
}

function footerWords(state: Followed["change"]["state"]): string {
  return state === "applied" || state === "verified" ? "" : "Closing this does not stop it.";
}
