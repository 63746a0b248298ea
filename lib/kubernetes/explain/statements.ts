import { type LogLevel, opensErrorBlock, readLogHeader, readLogMessage } from "./klog";
import { normalise } from "./normalise";
import { sliceTraced, type TracedText } from "./traced-text";

/**
 * One thing that was printed or typed: a line, a klog message (with its error taken out of quotes), or the several
 * lines of a gcloud error.
 */
export type Statement = {
  readonly kind: "plain" | "log" | "command";
  readonly level?: LogLevel;
  readonly body: TracedText;
};

/** Only the last ones are read: every cause is printed last. Bounds the work on a long unrecognised text. */
const statementLimit = 2_000;
const blockLimit = 40;

/** What continuous integration, Terraform and mail put before a line. */
const decoration = /(?:\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]{2,12}Z |##\[[a-z]{1,20}\]|[│|>╷╵] )+/y;
const blank = /[^\S\n]*/y;

const prompt =
  /^(?:[^\n]{0,100}?[$#%❯➜>] )?((?:[A-Za-z_]\w{0,60}=\S{0,300} +){0,8})(?:sudo |time ){0,2}(?:kubectl|gcloud|helm) /;
const gcloudError = /^ERROR: (?:\(gcloud\.|gcloud crashed)/;
/** kubectl lists several errors under a head, each after `* `. */
const listHead = /^(?:error|Error in configuration):$/;
const nextStart = /^(?:error|Error|ERROR|Unable to connect|The connection to the server)\b/;

/** Longest text that is also read as if a terminal or a mail program had wrapped it. In UTF-16 units. */
const unfoldedLimit = 4_000;

type Line = { readonly start: number; readonly end: number; readonly next: number; readonly indented: boolean };

/** Reads the text into statements, in the order in which they stand there; blank lines are dropped. */
export function readStatements(input: string): Statement[] {
  const source = normalise(input);
  const lines = splitLines(source.text);
  const statements: Statement[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (!line || line.start === line.end) continue;
    const head = readLogHeader(source.text, line.start);
    if (head) {
      const message = sliceTraced(source, head.messageStart, line.end);
      const last = opensErrorBlock(message.text) ? endOfErrorBlock(source.text, lines, index) : index;
      const body = last > index ? sliceTraced(source, line.next, lines[last]?.end) : readLogMessage(message);
      statements.push({ kind: "log", level: head.level, body });
      index = last;
      continue;
    }
    const text = source.text.slice(line.start, line.end);
    if (!line.indented && isCommand(text.slice(0, 1_000))) {
      statements.push({ kind: "command", body: sliceTraced(source, line.start, line.end) });
      continue;
    }
    const last = gcloudError.test(text)
      ? endOfGcloudError(source.text, lines, index)
      : listHead.test(text)
        ? endOfList(source.text, lines, index)
        : index;
    statements.push({ kind: "plain", body: sliceTraced(source, line.start, lines[last]?.end) });
    index = last;
  }
  return statements.slice(-statementLimit);
}

/** A command line, with or without its prompt; not zsh's `time` line, which begins with the command as well. */
function isCommand(line: string): boolean {
  return prompt.test(line) && !line.endsWith(" total");
}

/** The text as a single line, for what was wrapped on its way here; none when it is one line already, or long. */
export function readUnfolded(input: string): Statement[] {
  if (input.length > unfoldedLimit) return [];
  const { text, origin } = normalise(input);
  return text.trim().includes("\n") ? [{ kind: "plain", body: { text: text.replaceAll("\n", " "), origin } }] : [];
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  while (from <= text.length) {
    const feed = text.indexOf("\n", from);
    const next = feed < 0 ? text.length + 1 : feed + 1;
    const lineEnd = feed < 0 ? text.length : feed;
    const start = skip(blank, text, skip(decoration, text, skip(blank, text, from, lineEnd), lineEnd), lineEnd);
    lines.push({ start, end: start + text.slice(start, lineEnd).trimEnd().length, next, indented: start > from });
    from = next;
  }
  return lines;
}

function skip(pattern: RegExp, text: string, from: number, limit: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? Math.min(pattern.lastIndex, limit) : from;
}

/** The index of the last line before ` >`; the block ends at the next klog header too, in case its end was not copied. */
function endOfErrorBlock(text: string, lines: readonly Line[], first: number): number {
  for (let index = first + 1; index < lines.length; index++) {
    const line = lines[index];
    if (!line || text.slice(line.start, line.end) === ">") return index;
    if (readLogHeader(text, line.start)) return index - 1;
  }
  return lines.length - 1;
}

function endOfGcloudError(text: string, lines: readonly Line[], first: number): number {
  const limit = Math.min(lines.length, first + blockLimit);
  for (let index = first + 1; index < limit; index++) {
    const line = lines[index];
    if (!line) break;
    const content = text.slice(line.start, Math.min(line.end, line.start + 1_000));
    if (readLogHeader(text, line.start) || nextStart.test(content)) return index - 1;
    if (!line.indented && isCommand(content)) return index - 1;
  }
  return limit - 1;
}

function endOfList(text: string, lines: readonly Line[], first: number): number {
  let last = first;
  while (last - first < blockLimit && text.startsWith("* ", lines[last + 1]?.start ?? text.length)) last++;
  return last;
}
