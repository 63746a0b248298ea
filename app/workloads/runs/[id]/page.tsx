import type { Metadata } from "next";
import { RunPage } from "@/app/_features/workloads/runs/run-page";

export const metadata: Metadata = { title: "Run" };

export default async function WorkloadRun({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <RunPage key={id} id={id} />;
}
