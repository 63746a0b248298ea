/**
 * dbt's selection: terms apart by blanks are a union, terms joined by commas an intersection, and the comma binds
 * tighter. So a selection is a union of intersections. Source: docs.getdbt.com, Set operators.
 */
export type Selection = readonly (readonly Term[])[];

/** One term, such as `path:models/stage`, `tag:hourly`, `+orders`. `method` is null where dbt guesses it (name, file or path). */
export type Term = { readonly text: string; readonly method: string | null; readonly value: string };

const withMethod = /^(?:@|\d*\+)?([\w.]+):(.*)$/s;

/** Reads the text after `--select`, or the elements of an argument list that follow it: dbt splits both at blanks. */
export function readSelection(parts: readonly string[]): Selection {
  return parts
    .flatMap((part) => part.split(/\s+/))
    .filter((part) => part !== "")
    .map((part) =>
      part
        .split(",")
        .filter((term) => term !== "")
        .map(readTerm),
    )
    .filter((terms) => terms.length > 0);
}

export function readTerm(text: string): Term {
  const match = withMethod.exec(text);
  return match === null
    ? { text, method: null, value: text }
    : { text, method: match[1] ?? null, value: match[2] ?? "" };
}

/**
 * Does the selection unite different kinds of terms, as `path:models/stage tag:hourly` does? That selects everything
 * under the path and, from the whole project, everything with the tag: mostly an intersection was meant. Terms of one
 * kind (`tag:hourly tag:daily`) are a union on purpose.
 */
export function unitesKinds(selection: Selection): boolean {
  const kinds = new Set(selection.map((terms) => terms.map(kind).toSorted().join(",")));
  const narrowing = selection.some((terms) => terms.every(({ method }) => method !== null));
  return selection.length > 1 && kinds.size > 1 && narrowing && disjoint(selection);
}

function kind(term: Term): string {
  return term.method ?? "name";
}

/** No kind of term occurs in two members of the union: `a,tag:x b,tag:x` is written by somebody who knows. */
function disjoint(selection: Selection): boolean {
  const seen = new Set<string>();
  for (const terms of selection) {
    const kinds = new Set(terms.map(kind));
    for (const one of kinds) if (seen.has(one)) return false;
    for (const one of kinds) seen.add(one);
  }
  return true;
}

/** The same terms, all of which must hold. */
export function asIntersection(selection: Selection): string {
  return selection.flatMap((terms) => terms.map(({ text }) => text)).join(",");
}

/** The selection as sets: `(path:models/stage ∩ tag:hourly) ∪ +orders`; empty when everything is selected. */
export function asSets(selection: Selection): string {
  const members = selection.map((terms) => terms.map(({ text }) => text).join(" ∩ "));
  if (members.length < 2) return members.join("");
  return members.map((member, index) => ((selection[index]?.length ?? 0) > 1 ? `(${member})` : member)).join(" ∪ ");
}

/** The selection in words: `models under models/stage that are tagged hourly, and models that are tagged daily`. */
export function selectionInWords(selection: Selection): string {
  return selection.map(termsInWords).join(", and ");
}

function termsInWords(terms: readonly Term[]): string {
  const [first, ...rest] = terms.map(termInWords);
  if (first === undefined) return "everything";
  const start = terms[0]?.method === null ? first : `everything ${first}`;
  return rest.length === 0
    ? start
    : `${start} that is also ${rest.map((part) => part.replace(/^that is /, "")).join(" and ")}`;
}

function termInWords({ method, value: written, text }: Term): string {
  const graph = graphInWords(text);
  const value = written.replace(/\+\d*$/, "");
  if (method === "path" || method === "file") return `under ${value}${graph}`;
  if (method === "tag") return `that is tagged ${value}${graph}`;
  if (method === null) return `${value.replace(/^(?:@|\d*\+)/, "")}${graph}`;
  return `that is ${method}:${value}${graph}`;
}

function graphInWords(text: string): string {
  if (text.startsWith("@")) return " (with its children and all that they need)";
  const up = /^(\d*)\+/.exec(text)?.[1];
  const down = /\+(\d*)$/.exec(text)?.[1];
  const parts = [...kin("ancestors", up), ...kin("descendants", down)];
  return parts.length === 0 ? "" : ` (with ${parts.join(" and ")})`;
}

/** `depth` empty: all of them; undefined: none. */
function kin(what: string, depth: string | undefined): readonly string[] {
  if (depth === undefined) return [];
  return [depth === "" ? `all its ${what}` : `its ${what} to depth ${depth}`];
}
