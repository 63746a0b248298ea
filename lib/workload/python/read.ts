import { parser } from "@lezer/python";

type Tree = ReturnType<typeof parser.parse>;
/** A node of the syntax tree; its names are those of Lezer's Python grammar. */
export type PyNode = Tree["topNode"];

/** Python text with its tree. Positions are offsets into `text`. */
export type PythonSource = {
  /** Without a byte order mark, with `\n` line breaks, and without the indentation that all lines shared. */
  readonly text: string;
  readonly root: PyNode;
  /** Where each line starts. */
  readonly lineStarts: readonly number[];
  /** Columns that were taken off every line. */
  readonly indent: number;
  /** What stood in them. */
  readonly margin: string;
};

export type Read =
  | { readonly kind: "source"; readonly source: PythonSource }
  | { readonly kind: "unreadable"; readonly line: number; readonly column: number; readonly reason: string };

/** A DAG file of 100,000 characters would be a strange one. */
export const mostCharacters = 100_000;
/** Python itself refuses 200 nested brackets and 100 levels of indentation; long chains of operators nest, too. */
const deepest = 1_000;
/** Finding the way back after an error costs the parser up to a thousand times what reading does. */
const mostCharactersToRecover = 30_000;

const strict = parser.configure({ strict: true });
const notPython = "This could not be read as Python from here on. Nothing was checked.";
const tooDeep = "The text is nested too deeply to be read.";

/**
 * Parses Python. Text that does not parse gives the first place where the reader got lost; nothing is guessed after it.
 * Forms that Python takes and the grammar does not (`yield` alone, `1.`, parentheses after `with` …) are let through.
 */
export function readPython(given: string): Read {
  if (given.length > mostCharacters) {
    return unreadable(
      1,
      1,
      `The text is longer than ${mostCharacters} characters. Give one file, or the part in question.`,
    );
  }
  const { text, margin } = dedent(given.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n"));
  const indent = margin.length;
  const lineStarts = startsOfLines(text);
  const parsed = parse(text);
  if ("reason" in parsed) {
    const { line, column } = positionIn({ lineStarts, indent }, firstVisible(text, parsed.at));
    return unreadable(line, column, parsed.reason);
  }
  return { kind: "source", source: { text, root: parsed.topNode, lineStarts, indent, margin } };
}

type Lost = { readonly at: number; readonly reason: string };

function parse(text: string): Tree | Lost {
  try {
    const tree = strict.parse(text);
    return lostIn(tree) ?? tree;
  } catch (error) {
    if (error instanceof RangeError) return { at: 0, reason: tooDeep };
    if (!(error instanceof SyntaxError)) throw error;
    if (text.length > mostCharactersToRecover) {
      return { at: Number(/ at (\d+)/.exec(error.message)?.[1] ?? 0), reason: notPython };
    }
  }
  try {
    const tree = parser.parse(text);
    return lostIn(tree) ?? tree;
  } catch (error) {
    if (error instanceof RangeError) return { at: 0, reason: tooDeep };
    throw error;
  }
}

/** The first error or the first place that is nested too deeply. */
function lostIn(tree: Tree): Lost | null {
  const cursor = tree.cursor();
  let depth = 0;
  for (;;) {
    if (cursor.type.isError && !isGap(cursor.node)) return { at: cursor.from, reason: notPython };
    if (depth > deepest) return { at: cursor.from, reason: tooDeep };
    if (cursor.firstChild()) {
      depth += 1;
      continue;
    }
    while (!cursor.nextSibling()) {
      depth -= 1;
      if (!cursor.parent()) return null;
    }
  }
}

/** Is this error one of the forms of valid Python that the grammar does not know? */
function isGap(error: PyNode): boolean {
  const parent = error.parent;
  const before = error.prevSibling;
  switch (parent?.name) {
    case "YieldStatement":
    case "YieldExpression":
      return error.from === error.to && before?.name === "yield";
    case "MemberExpression":
      return error.from === error.to && before?.name === "." && parent.firstChild?.name === "Number";
    case "LiteralPattern":
      return error.from === error.to && parent.parent?.name === "PatternArgList";
    case "MappingPattern":
      return error.firstChild?.name === "}";
    case "ParenthesizedExpression":
      return parent.parent?.name === "WithStatement" && error.nextSibling === null;
    case "TupleExpression":
      return parent.parent?.name === "WithStatement" && error.nextSibling?.name === ")";
    case "WithStatement":
      return before?.name === ",";
    default:
      return false;
  }
}

/** Line and column, both from 1, of an offset; the column counts UTF-16 units of the text as it was given. */
export function positionIn(
  source: Pick<PythonSource, "lineStarts" | "indent">,
  offset: number,
): { line: number; column: number } {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (source.lineStarts[low] ?? 0) + 1 + source.indent };
}

/** The text of a node. */
export function textOf(source: PythonSource, node: PyNode): string {
  return source.text.slice(node.from, node.to);
}

/** A node's children, without comments. */
export function childrenOf(node: PyNode): PyNode[] {
  const children: PyNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}

/** Every node of these names, in the order of the text. */
export function nodesNamed(source: PythonSource, ...names: readonly string[]): PyNode[] {
  const wanted = new Set(names);
  const found: PyNode[] = [];
  source.root.cursor().iterate((node) => {
    if (wanted.has(node.name)) found.push(node.node);
  });
  return found;
}

function unreadable(line: number, column: number, reason: string): Read {
  return { kind: "unreadable", line, column, reason };
}

/** Pasted from the middle of a file, every line may be indented; Python would not read that. */
function dedent(text: string): { text: string; margin: string } {
  const lines = text.split("\n");
  const margins = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  let margin = margins[0] ?? "";
  for (const other of margins) while (!other.startsWith(margin)) margin = margin.slice(0, -1);
  if (margin === "") return { text, margin };
  return {
    text: lines.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : "")).join("\n"),
    margin,
  };
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) starts.push(index + 1);
  return starts;
}

/** An empty error node stands where something is missing: point at what is there before the blank. */
function firstVisible(text: string, offset: number): number {
  let at = Math.min(offset, text.length);
  while (at > 0 && (at === text.length || /\s/.test(text[at] ?? " "))) at -= 1;
  return at;
}
