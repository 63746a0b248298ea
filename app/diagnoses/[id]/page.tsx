import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ReportView } from "@/app/_features/report/report-view";
import { parseClusterName } from "@/lib/core/cluster-name";
import { readReport } from "@/lib/server/pages";

type Props = { readonly params: Promise<{ readonly id: string }> };

/** Once for the title and the page. */
const reportOf = cache(readReport);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const report = await reportOf((await params).id);
  if (!report) return { title: "Not found" };
  const cluster = parseClusterName(report.request.cluster)?.cluster ?? report.request.cluster;
  return { title: `${cluster}: ${report.verdict.headline}` };
}

export default async function ReportPage({ params }: Props) {
  const report = await reportOf((await params).id);
  if (!report) notFound();
  return <ReportView report={report} />;
}
