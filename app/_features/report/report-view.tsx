"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { vantageName } from "@/app/_client/format";
import { emptyQuestion, formatLink } from "@/app/_client/question";
import type { Report } from "@/app/_client/wire";
import { ReportBanner } from "@/app/_components/report/report-banner";
import { Button } from "@/app/_components/ui/button";
import { Answer } from "@/app/_features/answer/answer";
import { ChangeBars } from "@/app/_features/apply/change-bars";
import { useDiagnosis } from "@/app/_features/state/diagnosis";

/** A finished diagnosis as it was: it never changes, whoever opens it. Run again, it is asked without what was pasted. */
export function ReportView({ report }: { readonly report: Report }) {
  const router = useRouter();
  const { start } = useDiagnosis();
  const { id, request, verdict, findings, facts } = report;
  const { cluster, vantage, endpoint } = request;
  const question = { ...emptyQuestion, cluster, vantage, endpoint };
  const runAgain = () => {
    start(question);
    router.push(`/${formatLink(request)}`);
  };
  return (
    <>
      <ReportBanner
        report={report}
        action={
          <Button data-shortcut="r" onClick={runAgain}>
            <RotateCcw aria-hidden="true" />
            Run again
          </Button>
        }
      />
      <ChangeBars />
      <Answer
        question={question}
        reportId={id}
        verdict={verdict}
        provisional={false}
        findings={findings}
        facts={facts}
        vantage={request.vantage.kind === "browser" ? "browser" : vantageName(request.vantage)}
        running={false}
      />
    </>
  );
}
