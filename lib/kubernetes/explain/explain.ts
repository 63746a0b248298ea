import { readDetails } from "./details";
import { type Evidence, gatherEvidence, type Reading, readStatement } from "./evidence";
import type { Candidate, Explanation, Span } from "./explanation";
import { isForeign } from "./foreign";
import { execGuarded } from "./guarded-pattern";
import { answerRules, rules } from "./rules/all";
import type { Suspect, Suspects } from "./rules/rule";
import { readStatements, readUnfolded, type Statement } from "./statements";
import { findSuccess } from "./success";
import { causeTexts } from "./texts";
import { mergeSpans, originalSpan } from "./traced-text";

/** What one command printed, judged. */
type Judgement = {
  readonly suspects: Suspects;
  readonly spans: readonly Span[];
  readonly readings: readonly Reading[];
  /** `local` successes prove nothing about the path and give way to any error before them. */
  readonly weight: "error" | "reached" | "local";
};

/**
 * Explains what kubectl, a credential plugin, gcloud or another Kubernetes client printed. Deterministic, without I/O,
 * never throws, linear in the length of the text (which is cut to its last 256 KB).
 *
 * The last thing that was printed decides; where several causes share it, all are candidates, ordered by what else was
 * printed. A text that is not recognised has the single candidate `unknown`.
 */
export function explain(text: string): Explanation {
  const commands = splitByCommand(readStatements(text).map(readStatement));
  const judgement = judgeAll(commands) ?? judge(readUnfolded(text).map(readStatement));
  if (!judgement) return { candidates: [candidate({ cause: "unknown" }, false)], details: {}, matched: [] };

  const [first, ...rest] = judgement.suspects;
  const several = rest.length > 0;
  return {
    candidates: [candidate(first, several), ...rest.map((suspect) => candidate(suspect, several))],
    details: readDetails(judgement.readings),
    matched: mergeSpans(judgement.spans),
  };
}

/** A printed command line starts a group: what stands before it belongs to another run. */
function splitByCommand(readings: readonly Reading[]): Reading[][] {
  const groups: Reading[][] = [[]];
  for (const reading of readings) {
    if (reading.statement.kind === "command") groups.push([]);
    groups.at(-1)?.push(reading);
  }
  return groups;
}

function judgeAll(commands: readonly (readonly Reading[])[]): Judgement | undefined {
  let local: Judgement | undefined;
  for (const command of commands.toReversed()) {
    const judgement = judge(command);
    if (judgement && judgement.weight !== "local") return judgement;
    local ??= judgement;
  }
  return local;
}

/** Plain lines from the last to the first, then success, then log lines: klog only repeats what the command then says. */
function judge(readings: readonly Reading[]): Judgement | undefined {
  const evidence = gatherEvidence(readings);
  const fromPlain = findLast(readings, "plain", evidence);
  // Without discovery kubectl knows no resource types: the reason it was not made stands above, in the log.
  const hidesDiscovery = fromPlain?.suspects[0].cause === "client-usage";
  if (fromPlain && !hidesDiscovery) return fromPlain;

  const success = fromPlain ? undefined : findSuccess(readings, evidence.seconds);
  if (success?.kind === "reached") return { ...success, weight: "reached", spans: spansOf(success.readings), readings };

  const fromLog = findLast(readings, "log", evidence);
  if (fromLog && (!fromPlain || namesDiscovery(readings))) return fromLog;
  if (fromPlain) return fromPlain;
  return success && { ...success, weight: "local", spans: spansOf(success.readings), readings };
}

function findLast(readings: readonly Reading[], kind: Statement["kind"], evidence: Evidence): Judgement | undefined {
  for (const reading of readings.toReversed()) {
    if (reading.statement.kind !== kind) continue;
    const found = recognise(reading, evidence);
    if (found) return { suspects: found.suspects, spans: [found.span], readings, weight: "error" };
  }
  return undefined;
}

function recognise(
  { statement, root }: Reading,
  evidence: Evidence,
): { readonly suspects: Suspects; readonly span: Span } | undefined {
  if (isForeign(statement.body.text, root)) return undefined;
  for (const rule of root.answered === undefined ? rules : answerRules) {
    const match = execGuarded(rule.guarded, root.text);
    const suspects = match && rule.judge({ root, evidence }, match);
    if (!suspects) continue;
    const start = root.at + match.index;
    const length = match[0].length || root.text.length;
    const span = originalSpan(statement.body, start, start + length) ?? wholeSpan(statement);
    return span && { suspects, span };
  }
  return undefined;
}

function namesDiscovery(readings: readonly Reading[]): boolean {
  return readings.some(({ statement }) => statement.body.text.includes("get current server API group list"));
}

function spansOf(readings: readonly Reading[]): Span[] {
  return readings.flatMap((reading) => wholeSpan(reading.statement) ?? []);
}

function wholeSpan({ body }: Statement): Span | undefined {
  return originalSpan(body, 0, body.text.length);
}

function candidate({ cause, why, remedies }: Suspect, several: boolean): Candidate {
  const words = causeTexts[cause];
  return {
    cause,
    title: words.title,
    why: why ?? words.why,
    ...(several && words.decidedBy && { decidedBy: words.decidedBy }),
    remedies: remedies ?? words.remedies,
  };
}
