import type { Finding } from "@/lib/engine/outcome";
import type { Station, Verdict } from "@/lib/engine/verdict";

/** A report as a note needs it, of whatever subject. Everything but `facts` is text that may hold markup. */
export type NoteReport = {
  readonly id: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly durationMs: number;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What was asked, as `**Cluster:**` and so on; `code` is shown as it is written. */
  readonly asked: readonly { readonly label: string; readonly value: string; readonly code?: boolean }[];
  readonly hopTitle: string | null;
  /** The titles of the verdict's remedies. */
  readonly remedies: readonly string[];
};

const marks: Readonly<Record<Station["state"], string>> = {
  passed: "✓",
  broken: "✗",
  "not-reached": "·",
  unknown: "?",
  "not-applicable": "–",
  pending: "…",
};

/** Markdown for a ticket or a chat: verdict, path, evidence, what to do. */
export function writeNote({
  id,
  createdAt,
  durationMs,
  verdict,
  findings,
  asked,
  hopTitle,
  remedies,
}: NoteReport): string {
  const cause = findings.find(({ check }) => check === verdict.cause);
  const undecided = findings.filter(({ status }) => status === "unknown");
  return [
    `## ${plain(verdict.headline)}`,
    "",
    plain(verdict.summary),
    "",
    ...asked.map((one) => `- **${one.label}:** ${one.code ? `\`${code(one.value)}\`` : plain(one.value)}`),
    `- **Verdict:** ${verdict.state}${hopTitle ? ` at ${hopTitle.toLowerCase()}` : ""}${verdict.certainty === "likely" ? " (likely)" : ""}`,
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
      remedies.length > 0 ? remedies.map((title) => `- ${title}`) : [`- ${plain(verdict.next)}`],
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
