"use client";

import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { vantageName } from "@/app/_client/format";
import { formatLink } from "@/app/_client/question";
import type { Report } from "@/app/_client/wire";
import { ReportBanner } from "@/app/_components/report/report-banner";
import { Button } from "@/app/_components/ui/button";
import { Answer } from "@/app/_features/answer/answer";

/** A finished diagnosis as it was: it never changes, whoever opens it. */
export function ReportView({ report }: { readonly report: Report }) {
  const router = useRouter();
  const { id, request, verdict, findings, facts } = report;
  const again = `/${formatLink(request)}`;
  return (
    <>
      <ReportBanner
        report={report}
        action={
          <Button asChild>
            <Link href={again} data-shortcut="r">
              <RotateCcw aria-hidden="true" />
              Run again
            </Link>
          </Button>
        }
      />
      <Answer
        reportId={id}
        verdict={verdict}
        provisional={false}
        findings={findings}
        facts={facts}
        vantage={request.vantage.kind === "browser" ? "browser" : vantageName(request.vantage)}
        running={false}
        onRunAgain={() => router.push(again)}
      />
    </>
  );
}
