import type { Metadata } from "next";
import { LintTool } from "@/app/_features/workloads/lint/lint-tool";

export const metadata: Metadata = { title: "Lint" };

export default function LintPage() {
  return (
    <>
      <header>
        <h1 className="text-lg font-semibold">Lint a DAG</h1>
        <p className="text-pretty text-muted">
          What is wrong with a DAG’s KubernetesPodOperators in your environment, with each line as it should be.
        </p>
      </header>
      <LintTool />
    </>
  );
}
