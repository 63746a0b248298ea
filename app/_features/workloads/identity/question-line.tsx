"use client";

import { Box, FileCode, FlaskConical, MessageSquareText, Pencil, Play, Square } from "lucide-react";
import { count } from "@/app/_client/format";
import { isBlankRole, placeOf, sameWorkload } from "@/app/_client/workload-question";
import { Badge } from "@/app/_components/ui/badge";
import { Button } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { targetWords } from "@/app/_components/workloads/identity/target-words";
import { useWorkloadDiagnosis } from "@/app/_features/state/workload-diagnosis";

/** The question in a line, once it was asked: the answer comes first. */
export function QuestionLine({ onAsk, onOpen }: { readonly onAsk: () => void; readonly onOpen: () => void }) {
  const { question, run, asked, cancel } = useWorkloadDiagnosis();
  const { identity, googleServiceAccount, errorText, dag, world } = question;
  const { namespace, serviceAccount } = placeOf(question);
  const roles = question.roles.filter((row) => !isBlankRole(row)).length;
  const { name, note } = targetWords(question);
  const again = asked !== null && sameWorkload(question, asked);
  return (
    <section
      aria-label="Question"
      className="card flex flex-wrap items-center gap-x-4 gap-y-2.5 py-2.5 pr-2.5 pl-4 sm:pl-5"
    >
      <div className="flex min-w-0 flex-1 basis-72 gap-2.5">
        <Box aria-hidden="true" className="mt-1 size-4 shrink-0 text-muted" />
        <div className="min-w-0">
          <p className="wrap-anywhere">
            <span className="font-semibold">
              {namespace}/{serviceAccount}
            </span>{" "}
            <span className="text-muted">on</span> <span className="font-semibold">{name}</span>{" "}
            <span className="text-sm text-muted">{note}</span>
          </p>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
            <span className="min-w-0 wrap-anywhere">
              {identity === "direct" ? "as the direct principal" : `as ${googleServiceAccount}`}
              {roles > 0 && `, needs ${count(roles, "role")}`}
            </span>
            {errorText && (
              <Badge>
                <MessageSquareText aria-hidden="true" />
                error text
              </Badge>
            )}
            {dag && (
              <Badge>
                <FileCode aria-hidden="true" />
                DAG
              </Badge>
            )}
          </p>
          {world && (
            <p className="mt-0.5 flex items-start gap-1.5 text-sm text-pretty text-muted">
              <FlaskConical aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
              {world}
            </p>
          )}
        </div>
      </div>
      <div className="flex gap-2 max-sm:w-full">
        <Button onClick={onOpen} className="max-sm:h-11 max-sm:flex-1">
          <Pencil aria-hidden="true" />
          Change
        </Button>
        {run.status === "running" ? (
          <Button onClick={cancel} className="w-34 max-sm:h-11 max-sm:flex-1">
            <Square aria-hidden="true" />
            Cancel
          </Button>
        ) : (
          <Button variant="primary" data-shortcut="r" onClick={onAsk} className="w-34 max-sm:h-11 max-sm:flex-1">
            <Play aria-hidden="true" />
            {again ? "Run again" : "Run"}
            <span className="max-sm:hidden">
              <Kbd onAccent>r</Kbd>
            </span>
          </Button>
        )}
      </div>
    </section>
  );
}
