import type { Metadata } from "next";
import { DbtTool } from "@/app/_features/workloads/dbt/dbt-tool";

export const metadata: Metadata = { title: "dbt" };

export default function DbtPage() {
  return (
    <>
      <header>
        <h1 className="text-lg font-semibold">dbt</h1>
        <p className="text-pretty text-muted">
          Arguments that select what you mean, and what those that you have already really select.
        </p>
      </header>
      <DbtTool />
    </>
  );
}
