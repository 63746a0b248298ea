"use client";

import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { vantageName } from "@/app/_client/format";
import { PlanSection } from "@/app/_components/plan/plan-section";
import { Button } from "@/app/_components/ui/button";
import { CodeBlock } from "@/app/_components/ui/code-block";
import { type Mark, StateMark } from "@/app/_components/ui/state-mark";
import { type Followed, useChanges } from "./changes-context";
import { ProofCommand } from "./proof-command";

type Seen = { readonly mark: Mark; readonly title: string; readonly note: ReactNode };

/** Whether the person's own network gets through, which is not the same as Google's list having the entry. */
export function OwnNetwork({ followed }: { readonly followed: Followed }) {
  const { change, look, origin } = followed;
  const { lookAgain, close } = useChanges();
  const pathname = usePathname();
  const vantage = vantageName(origin.question.vantage);
  const grant = change.kind === "grant";
  const there = isThere(change);
  const busy = look.state === "running" || look.state === "pausing";
  const { mark, title, note } = seen(followed, vantage);
  return (
    <PlanSection title={grant ? "Your own network" : "What the diagnosis says now"}>
      <div className="space-y-3 rounded-lg border border-line px-3.5 py-3">
        <div role="status" className={`flex gap-2.5 ${grant ? "min-h-15.5" : "min-h-10.5"}`}>
          <span className="mt-px">
            <StateMark mark={mark} />
          </span>
          <div className="min-w-0">
            <p className="font-medium">{title}</p>
            <p className="text-sm text-pretty wrap-anywhere text-muted">{note}</p>
          </div>
        </div>
        {grant && origin.question.vantage.kind !== "server" && <Terminal change={change} />}
        <div className="flex flex-wrap gap-2">
          <Button size="small" className="max-sm:h-11" disabled={busy || !there} onClick={() => lookAgain(change.id)}>
            <RotateCcw aria-hidden="true" />
            Diagnose again from {vantage}
          </Button>
          {pathname !== "/" && look.state !== "none" && (
            <Button size="small" variant="ghost" asChild className="max-sm:h-11">
              <Link href="/" onClick={close}>
                See the answer
              </Link>
            </Button>
          )}
        </div>
      </div>
    </PlanSection>
  );
}

/** What to run in the person's own terminal. It has the same room at every moment, so that nothing moves. */
function Terminal({ change }: { readonly change: Followed["change"] }) {
  if (change.verification) return <CodeBlock text="kubectl get nodes" name="Now try kubectl" />;
  if (isThere(change)) return <ProofCommand grant={change.id} />;
  return (
    <p className="flex h-21.5 items-center justify-center rounded-lg border border-dashed border-edge px-3 text-center text-sm text-muted">
      A command for your terminal comes here.
    </p>
  );
}

function isThere({ state }: Followed["change"]): boolean {
  return state === "applied" || state === "verified";
}

function seen({ change, look }: Followed, vantage: string): Seen {
  if (change.verification) {
    const how = change.verification.detail || "It was seen to get through.";
    const title = change.kind === "grant" ? "Verified: your own network got through" : "Verified: seen to get through";
    return { mark: "passed", title, note: how };
  }
  if (!isThere(change)) {
    return {
      mark: "idle",
      title: "Looked at when Google has it",
      note: `The same question is asked once more from ${vantage}, by itself.`,
    };
  }
  switch (look.state) {
    case "running":
    case "pausing":
      return {
        mark: "pending",
        title: `Diagnosing again from ${vantage}`,
        note:
          look.tries > 0
            ? "Not through yet. Google’s servers learn of it one after another; it is looked at again by itself."
            : "The same question, asked once more.",
      };
    case "reachable":
      return look.observed
        ? {
            mark: "passed",
            title: `Reachable, observed from ${vantage}`,
            note: "A connection was made and got through.",
          }
        : {
            mark: "unknown",
            title: "Reachable by the configuration; not observed yet",
            note:
              change.kind === "grant"
                ? "This server cannot see your network from inside. Run the command below where kubectl runs, and it says here whether you get through."
                : "Every setting on the way lets you in. Try kubectl; if it fails, paste its whole output.",
          };
    case "blocked":
      return { mark: "broken", title: `Still blocked: ${look.headline}`, note: look.next };
    case "unknown":
      return { mark: "unknown", title: `Could not tell: ${look.headline}`, note: look.next };
    case "stopped":
      return { mark: "unknown", title: "Not looked at", note: "The diagnosis was stopped before it had an answer." };
    default:
      return {
        mark: "unknown",
        title: "Not looked at yet",
        note: "The page asks something else by now, so nothing was diagnosed by itself.",
      };
  }
}
