import { writeNote } from "@/lib/services/write-note";
import { linkTitles } from "@/lib/workload/facts/links";
import { workloadRemedyTitles } from "@/lib/workload/remedies/remedy-ref";
import type { WorkloadReport } from "./workload-report";

/** The report as Markdown for a ticket or a chat. */
export function workloadNote({ request, verdict, ...report }: WorkloadReport): string {
  const { target, namespace, serviceAccount, googleServiceAccount } = request;
  const place =
    target.kind === "cluster"
      ? { label: "Cluster", value: target.cluster, code: true }
      : { label: "Composer environment", value: target.environment, code: true };
  return writeNote({
    ...report,
    verdict,
    asked: [
      place,
      { label: "Kubernetes service account", value: `${namespace}/${serviceAccount}`, code: true },
      googleServiceAccount === null
        ? { label: "As", value: "the direct principal" }
        : { label: "As", value: googleServiceAccount, code: true },
    ],
    hopTitle: verdict.hop && linkTitles[verdict.hop],
    remedies: verdict.remedies.map(({ id }) => workloadRemedyTitles[id]),
  });
}
