"use client";

import { useState } from "react";
import { advanceSandboxClock, problemOf } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";
import { Button } from "@/app/_components/ui/button";
import { LocalTime } from "@/app/_components/ui/local-time";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";

const skips = [
  { minutes: 15, label: "15 minutes" },
  { minutes: 60, label: "1 hour" },
  { minutes: 240, label: "4 hours" },
  { minutes: 1_440, label: "1 day" },
];

/** Moves the simulated world's time on, so that one can see access end. */
export function SandboxClock({ now }: { readonly now: string }) {
  const [told, setTold] = useState(now);
  const [moving, setMoving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const skip = async (minutes: number) => {
    setMoving(true);
    setProblem(null);
    await advanceSandboxClock(minutes).then(setTold, (error: unknown) => setProblem(problemOf(error)));
    setMoving(false);
  };
  return (
    <section aria-labelledby="sandbox-clock">
      <h3 id="sandbox-clock" className="mb-2 text-sm font-semibold text-muted">
        Time here
      </h3>
      <p role="status" className="mb-2 text-sm">
        It is <LocalTime time={told} /> in the sandbox.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-sm text-muted">Skip</span>
        {skips.map(({ minutes, label }) => (
          <Button key={minutes} size="small" disabled={moving} onClick={() => void skip(minutes)}>
            {label}
          </Button>
        ))}
      </div>
      {problem && <ProblemNotice problem={problem} />}
    </section>
  );
}
