"use client";

import { useEffect, useState } from "react";
import { fetchSandboxExports, isAbort, problemOf } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";
import { CodeBlock } from "@/app/_components/ui/code-block";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Skeleton } from "@/app/_components/ui/skeleton";

/** What to set in a shell so that real clients talk to the sandbox, from this place. */
export function SandboxExports({ place }: { readonly place: string }) {
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    fetchSandboxExports(place, stop.signal).then(
      setText,
      (error: unknown) => isAbort(error) || setProblem(problemOf(error)),
    );
    return () => stop.abort();
  }, [place]);

  if (problem) return <ProblemNotice problem={problem} />;
  if (text === null) return <Skeleton className="h-40 w-full" />;
  return (
    <div className="space-y-2.5">
      <p className="text-sm text-muted">
        Paste these lines into a shell: in it, <code className="value">gcloud</code> and{" "}
        <code className="value">kubectl</code> see the sandbox and nothing else.
      </p>
      <CodeBlock text={text.trimEnd()} name="Shell" />
    </div>
  );
}
