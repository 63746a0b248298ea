"use client";

import { CircleUser, LogOut } from "lucide-react";
import { useState } from "react";
import { problemOf, signOut } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";
import { Button } from "@/app/_components/ui/button";
import { Popover } from "@/app/_components/ui/popover";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { useSettings } from "@/app/_features/state/settings";

/** Who is signed in, and the way out where Drawbridge has one. On one's own machine there is nobody else to be. */
export function PersonMenu() {
  const { person } = useSettings();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (person.kind === "local") return null;

  const leave = () => {
    setProblem(null);
    signOut().then(
      (next) => window.location.assign(next),
      (error: unknown) => setProblem(problemOf(error)),
    );
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Who is signed in"
      className="w-72"
      trigger={
        <Button
          variant="ghost"
          size="small"
          aria-label={`Signed in: ${person.name}`}
          title={person.name}
          className="h-8 max-xl:w-8 max-xl:px-0"
        >
          <CircleUser aria-hidden="true" />
          <span className="max-w-44 truncate max-xl:hidden">{person.name}</span>
        </Button>
      }
    >
      <div className="space-y-3 p-3">
        <p className="min-w-0">
          <span className="block truncate font-medium">{person.name}</span>
          {person.name !== person.id && <span className="value block truncate text-sm text-muted">{person.id}</span>}
          <span className="block text-sm text-muted">
            {person.kind === "iap"
              ? "Signed in through Google's Identity-Aware Proxy"
              : "Signed in through your identity provider"}
          </span>
        </p>
        {problem && <ProblemNotice problem={problem} />}
        {person.kind === "oidc" && (
          <Button onClick={leave}>
            <LogOut aria-hidden="true" />
            Sign out
          </Button>
        )}
      </div>
    </Popover>
  );
}
