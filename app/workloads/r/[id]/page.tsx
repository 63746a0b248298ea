import type { Metadata } from "next";
import { WorkloadReportPage } from "@/app/_features/workloads/identity/report-page";

export const metadata: Metadata = { title: "Report" };

export default async function WorkloadReport({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <WorkloadReportPage key={id} id={id} />;
}
