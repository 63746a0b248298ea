import { count } from "@/app/_client/format";
import type { Problem } from "@/app/_client/wire";
import { Button } from "@/app/_components/ui/button";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";

/** Why the result beside a form is not of the form as it stands. */
export function ToolProblem({
  problem,
  wrong,
  onRetry,
}: {
  readonly problem: Problem | null;
  /** How many fields have to be corrected first. */
  readonly wrong: number;
  readonly onRetry: () => void;
}) {
  if (wrong > 0) {
    return (
      <Notice tone="warn" title={`${count(wrong, "field")} to correct`}>
        The form says which. What is below is of the form as it was before.
      </Notice>
    );
  }
  if (!problem) return null;
  if (problem.status === 422) {
    return (
      <Notice tone="warn" title="This cannot be written so that it is right" alert>
        {problem.detail}
      </Notice>
    );
  }
  return (
    <ProblemNotice
      problem={problem}
      action={
        <Button size="small" className="max-sm:h-11" onClick={onRetry}>
          Try again
        </Button>
      }
    />
  );
}
