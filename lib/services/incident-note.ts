import { hopTitles } from "@/lib/core/hop";
import { remedyTitles } from "@/lib/core/remedy-id";
import type { Station } from "@/lib/diagnosis/engine/verdict";
import type { Report } from "./report";

const marks: Readonly<Record<Station["state"], string>> = {
  passed: "✓",
  broken: "✗",
  "not-reached": "·",
  unknown: "?",
  "not-applicable": "–",
  pending: "…",
};

/** The report as Markdown for a ticket or a chat: verdict, path, evidence, what to do. */
export function incidentNote({ id, createdAt, request, verdict, findings, durationMs }: Report): string {
  const cause = findings.find(({ check }) => check === verdict.cause);
  const undecided = findings.filter(({ status }) => status === "unknown");
  const from = request.vantage.kind === "address" ? request.vantage.address : `this ${request.vantage.kind}`;
  return [
    `## ${plain(verdict.headline)}`,
    "",
    plain(verdict.summary),
    "",
    `- **Cluster:** \`${request.cluster}\``,
    `- **From:** ${plain(from)}`,
    `- **Verdict:** ${verdict.state}${verdict.hop ? ` at ${hopTitles[verdict.hop].toLowerCase()}` : ""}${verdict.certainty === "likely" ? " (likely)" : ""}`,
    ...(verdict.cause ? [`- **Root cause:** \`${verdict.cause}\``] : []),
    ...(verdict.bases.length > 0 ? [`- **Known from:** ${verdict.bases.join(", ")}`] : []),
    ...(verdict.confirmation ? [`- **Confirmation:** ${plain(verdict.confirmation)}`] : []),
    `- **Diagnosed:** ${createdAt}, in ${(durationMs / 1000).toFixed(1)} s (report \`${id}\`)`,
    "",
    "### Path",
    "",
    ...verdict.path.map(
      ({ title, state, detail }) => `- ${marks[state]} **${title}**${detail ? `: ${plain(detail)}` : ""}`,
    ),
    ...section(
      "Evidence",
      cause?.evidence.map(
        ({ label, observed, field }) => `- ${plain(label)}: \`${code(observed)}\`${field ? ` (\`${field}\`)` : ""}`,
      ),
    ),
    ...section(
      "Could not be decided",
      undecided.map(({ title, summary }) => `- ${plain(title)}: ${plain(summary)}`),
    ),
    ...section(
      "What to do",
      verdict.remedies.length > 0
        ? verdict.remedies.map((remedy) => `- ${remedyTitles[remedy.id]}`)
        : [`- ${plain(verdict.next)}`],
    ),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[] | undefined): readonly string[] {
  return lines && lines.length > 0 ? ["", `### ${title}`, "", ...lines] : [];
}

/** Values come from outside: they may not become markup. */
function plain(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
}

function code(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replaceAll("`", "'");
}
