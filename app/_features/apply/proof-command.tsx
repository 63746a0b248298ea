"use client";

import { useEffect, useState } from "react";
import { createProof, isAbort, problemOf } from "@/app/_client/api";
import type { Problem, Proof } from "@/app/_client/wire";
import { Button } from "@/app/_components/ui/button";
import { CodeBlock } from "@/app/_components/ui/code-block";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Skeleton } from "@/app/_components/ui/skeleton";

/** Before it expires, which is after 15 minutes. */
const renewMs = 13 * 60_000;

/** A command for the person's own terminal that tells the server whether their network gets through. */
export function ProofCommand({ grant }: { readonly grant: string }) {
  const [proof, setProof] = useState<Proof | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish for another command.
  useEffect(() => {
    const stop = new AbortController();
    setProblem(null);
    createProof(grant, stop.signal).then(setProof, (error: unknown) => isAbort(error) || setProblem(problemOf(error)));
    return () => stop.abort();
  }, [grant, round]);

  useEffect(() => {
    if (!proof) return;
    const timer = setTimeout(() => setRound((before) => before + 1), renewMs);
    return () => clearTimeout(timer);
  }, [proof]);

  if (problem) {
    const again = (
      <Button size="small" onClick={() => setRound(round + 1)}>
        Try again
      </Button>
    );
    return <ProblemNotice problem={problem} action={again} />;
  }
  if (!proof) return <Skeleton className="h-21.5 w-full" />;
  return <CodeBlock text={proof.command} name="Run this where kubectl runs" />;
}
