import type { ReactNode } from "react";
import type { Problem } from "@/app/_client/wire";
import { Notice } from "./notice";

/** What the server refused or failed to do, in its own words. */
export function ProblemNotice({ problem, action }: { readonly problem: Problem; readonly action?: ReactNode }) {
  return (
    <Notice tone="fail" title={problem.title} alert action={action}>
      {problem.detail}
    </Notice>
  );
}
