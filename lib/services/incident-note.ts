import { hopTitles } from "@/lib/core/hop";
import { remedyTitles } from "@/lib/core/remedy-id";
import type { Report } from "./report";
import { writeNote } from "./write-note";

/** The report as Markdown for a ticket or a chat. */
export function incidentNote({ request, verdict, ...report }: Report): string {
  const { vantage, cluster } = request;
  return writeNote({
    ...report,
    verdict,
    asked: [
      { label: "Cluster", value: cluster, code: true },
      { label: "From", value: vantage.kind === "address" ? vantage.address : `this ${vantage.kind}` },
    ],
    hopTitle: verdict.hop && hopTitles[verdict.hop],
    remedies: verdict.remedies.map(({ id }) => remedyTitles[id]),
  });
}
