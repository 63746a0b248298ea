import { type PyNode, type PythonSource, positionIn } from "../python/read";

/** Something in a DAG file that is wrong, or about to be, for the environment's versions. */
export type LintFinding = {
  /** Stable. */
  readonly rule: string;
  /** error: the DAG does not load, or does not do what it says · warning: works, or half works, until it does not · hint: worth knowing. */
  readonly level: "error" | "warning" | "hint";
  /** From 1, in the text as given. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly message: string;
  /** The whole corrected line, for this finding alone, or null when one line cannot say it. */
  readonly fix: string | null;
  /** Where the rule comes from. */
  readonly source: string;
};

export type Said = Pick<LintFinding, "rule" | "level" | "message" | "source"> & { readonly fix?: string | null };

export function findingAt(source: PythonSource, node: PyNode, said: Said): LintFinding {
  return { ...said, ...positionIn(source, node.from), fix: isFormatted(node) ? null : (said.fix ?? null) };
}

/** Inside an f-string quotes would end it, before Python 3.12. */
function isFormatted(node: PyNode): boolean {
  for (let up = node.parent; up !== null; up = up.parent) if (up.name === "FormatString") return true;
  return false;
}

/** A longer line is nothing that anybody reads, and may have thousands of findings. */
const longestLine = 2_000;

/** The line of `from` with the text between `from` and `to` replaced; null when that spans lines or the new text does, and for a line of more than 2,000 characters. */
export function lineWith(source: PythonSource, from: number, to: number, text: string): string | null {
  const { line } = positionIn(source, from);
  if (positionIn(source, to).line !== line || text.includes("\n")) return null;
  const start = source.lineStarts[line - 1] ?? 0;
  const end = source.lineStarts[line] === undefined ? source.text.length : (source.lineStarts[line] ?? 1) - 1;
  if (end - start > longestLine) return null;
  return `${source.margin}${source.text.slice(start, from)}${text}${source.text.slice(to, end)}`;
}
