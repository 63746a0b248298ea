import { unknownEnvironment } from "../airflow/environment";
import type { LintFinding } from "../lint/finding";
import { lintDag } from "../lint/lint";
import { elementsOf, stringValue } from "../python/literal";
import { readPython } from "../python/read";
import { asIntersection, asSets, readSelection, selectionInWords, unitesKinds } from "./selection";
import { shellWords } from "./shell-words";

/** What a pasted dbt command, argument list or piece of Python selects. */
export type PastedDbt =
  | {
      readonly kind: "arguments";
      readonly arguments: readonly string[];
      /** What is selected, in words. */
      readonly sentence: string;
      /** The same as sets; empty when everything is selected. */
      readonly expression: string;
      /** When different kinds of terms are united: what to write if all of them are meant to hold at once. */
      readonly union: {
        readonly message: string;
        readonly intersection: string;
        /** The whole list with it. */
        readonly arguments: readonly string[];
      } | null;
    }
  /** Python that builds the arguments: the findings about dbt, which may be none. */
  | { readonly kind: "python"; readonly findings: readonly LintFinding[] }
  | { readonly kind: "unreadable"; readonly reason: string };

const mostCharacters = 20_000;

/** Reads a list (`["run", "--select", …]`), a command (`dbt run --select …`) or Python code, and finds unions that may be meant as intersections. */
export function readPastedDbt(text: string): PastedDbt {
  if (text.length > mostCharacters) return { kind: "unreadable", reason: `Longer than ${mostCharacters} characters.` };
  const words = listed(text) ?? commanded(text);
  if (words !== null) return explain(words);
  const { findings } = lintDag(text, unknownEnvironment);
  const lost = findings.find(({ rule }) => rule === "unreadable");
  if (lost !== undefined) {
    return { kind: "unreadable", reason: "Neither a dbt command, nor a list of its arguments, nor Python." };
  }
  return { kind: "python", findings: findings.filter(({ rule }) => rule === "dbt-union" || rule === "dbt-vars") };
}

/** A display of strings, in Python or JSON. */
function listed(text: string): string[] | null {
  const read = text.trim().startsWith("[") ? readPython(text.trim()) : null;
  if (read?.kind !== "source") return null;
  const list = read.source.root.firstChild?.firstChild;
  const { source } = read;
  const values = list == null || source.root.firstChild?.nextSibling != null ? null : elementsOf(list);
  const words = values?.map((value) => stringValue(source, value)) ?? null;
  return words?.every((word) => word !== null) === true ? words : null;
}

function commanded(text: string): string[] | null {
  const command = text.trim().replace(/^\$\s+/, "");
  if (!/^(dbt\s|--select[\s=]|-s\s|--models\s|-m\s)/.test(command)) return null;
  return shellWords(command);
}

function explain(words: readonly string[]): PastedDbt {
  const given = words[0] === "dbt" ? words.slice(1) : words;
  const [selector] = after(given, ["--selector"]).slice(-1);
  if (selector !== undefined) {
    const sentence = `Takes what the YAML selector ${selector} says; --select and --exclude do not count beside it.`;
    return { kind: "arguments", arguments: given, sentence, expression: `selector:${selector}`, union: null };
  }
  const selection = readSelection(after(given, selecting));
  const excluded = readSelection(after(given, ["--exclude"]));
  const what = selection.length === 0 ? "everything" : selectionInWords(selection);
  const but = excluded.length === 0 ? "" : `, without ${selectionInWords(excluded)}`;
  const union = unitesKinds(selection)
    ? {
        message: `A blank is OR for dbt: this takes ${what}. With commas, which are AND, it takes only what all of them describe.`,
        intersection: asIntersection(selection),
        arguments: instead(given, asIntersection(selection)),
      }
    : null;
  return {
    kind: "arguments",
    arguments: given,
    sentence: `Takes ${what}${but}.`,
    expression: asSets(selection),
    union,
  };
}

const selecting = ["--select", "-s", "--models", "--model", "-m"];

/** The list with one selection in place of all that it had. */
function instead(words: readonly string[], selection: string): string[] {
  const kept: string[] = [];
  let inside = false;
  let written = false;
  for (const word of words) {
    const [option] = optionOf(word);
    if (option.startsWith("-")) inside = selecting.includes(option);
    if (!inside) kept.push(word);
    else if (!written) {
      kept.push("--select", selection);
      written = true;
    }
  }
  return kept;
}

/** `--select=x` as two words. */
function optionOf(word: string): [option: string, value?: string] {
  const at = word.startsWith("--") ? word.indexOf("=") : -1;
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

/** The values after these options, up to the next option. */
function after(words: readonly string[], options: readonly string[]): string[] {
  const values: string[] = [];
  let inside = false;
  for (const word of words) {
    const [option, value] = optionOf(word);
    if (option.startsWith("-")) {
      inside = options.includes(option);
      if (inside && value !== undefined) values.push(value);
    } else if (inside) values.push(word);
  }
  return values;
}
