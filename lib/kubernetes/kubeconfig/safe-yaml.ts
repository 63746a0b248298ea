import { type Alias, type Document, Lexer, LineCounter, type Node, parseAllDocuments } from "yaml";
import { inspectTree } from "./inspect-tree";
import { unusableText } from "./text";
import { yamlErrors } from "./yaml-errors";
import type { PositionOf, YamlProblem } from "./yaml-problem";

/** One YAML or JSON document that is safe to walk: no deep nesting, no custom tags, every alias has a target. */
export type SafeYaml = {
  readonly ok: true;
  /** Undefined when the text holds nothing but white space and comments. Scalars are strings, as written. */
  readonly document: Document.Parsed | undefined;
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Keys that a mapping has twice, as sentences with the line. */
  readonly duplicateKeys: readonly string[];
};

/** About 1,000 clusters have 100,000. */
const maxTokens = 200_000;
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/**
 * Parses text that a stranger wrote. Nothing is constructed from it: the result is a syntax tree, no plain objects, so
 * keys such as `__proto__` mean nothing, and aliases are never expanded. Refuses more than 1 MiB, more than 200,000
 * tokens (the work is at most about two seconds), control characters, several documents, and what `inspectTree` refuses.
 */
export function parseSafely(text: string): SafeYaml | YamlProblem {
  const unusable = unusableText(text);
  if (unusable) return { ok: false, problem: unusable, hint: "Paste the kubeconfig as text." };
  if (hasTooManyTokens(text)) {
    return { ok: false, problem: "It has more parts than any kubeconfig.", hint: "Paste the entries that matter." };
  }
  const lines = new LineCounter();
  const documents = [
    ...parseAllDocuments(text, {
      schema: "failsafe",
      uniqueKeys: false,
      logLevel: "silent",
      prettyErrors: false,
      keepSourceTokens: true,
      lineCounter: lines,
    }),
  ];
  const position: PositionOf = (offset) => {
    if (offset === undefined) return "";
    const { line, col } = lines.linePos(offset);
    return line > 0 ? ` (line ${line}, column ${col})` : "";
  };

  const control = forbidden.exec(text);
  if (control) {
    const problem = `It holds a control character${position(control.index)}.`;
    return { ok: false, problem, hint: "Copy the file itself, not its coloured display." };
  }
  const error = documents.flatMap(({ errors }) => errors.slice(0, 1))[0];
  if (error) {
    const problem = `${yamlErrors[error.code]}${position(error.pos[0])}.`;
    return { ok: false, problem, hint: "Correct that line, or copy the file again as a whole." };
  }
  const [document, ...others] = documents.filter(({ range, contents }) => range !== undefined && !isBlank(contents));
  if (others.length > 0) {
    const hint = "Paste one kubeconfig: the part between two lines of `---`.";
    return { ok: false, problem: "It holds several YAML documents.", hint };
  }
  const inspected = inspectTree(document?.contents, position);
  return inspected.ok ? { ...inspected, document } : inspected;
}

/** Counts before parsing: every error of a parser costs much more than its character. */
function hasTooManyTokens(text: string): boolean {
  let count = 0;
  for (const _ of new Lexer().lex(text)) {
    count++;
    if (count > maxTokens) return true;
  }
  return false;
}

/** A document without content, such as the one after a closing `---`. */
function isBlank(contents: Node | null): boolean {
  return (
    contents === null || (contents.range !== undefined && contents.range?.[0] === contents.range?.[1] && !contents.tag)
  );
}
