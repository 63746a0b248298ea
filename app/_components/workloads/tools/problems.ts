import { createContext, useContext } from "react";
import type { z } from "zod";

/** What is wrong with a form, by the field's path: `form.environment.1.name`. */
export type Problems = ReadonlyMap<string, string>;

export const noProblems: Problems = new Map();

/** The problems of the form around a field. */
export const ProblemsContext = createContext<Problems>(noProblems);

export function useProblem(path: string): string | undefined {
  return useContext(ProblemsContext).get(path);
}

/** Is anything wrong in one of these fields, or inside of them? */
export function useHasProblem(paths: readonly string[]): boolean {
  const problems = [...useContext(ProblemsContext).keys()];
  return problems.some((at) => paths.some((path) => at === path || at.startsWith(`${path}.`)));
}

/** The first problem of each field. `place` tells which field of the page shows a path of the request. */
export function problemsOf(error: z.ZodError, place: (path: string) => string = (path) => path): Problems {
  const problems = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const at = place(path.join("."));
    if (!problems.has(at)) problems.set(at, sentence(message));
  }
  return problems;
}

function sentence(message: string): string {
  const text = /^(must|is|holds|has) /.test(message) ? `This ${message}` : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Rows that hold something, and where each of them stands among all. */
export function filled<Row>(rows: readonly Row[], isEmpty: (row: Row) => boolean) {
  const kept = rows.flatMap((row, at) => (isEmpty(row) ? [] : [{ row, at }]));
  return { rows: kept.map(({ row }) => row), at: kept.map(({ at }) => at) };
}

/** `form.environment.0.name` with the place of the row in the page. */
export function atRow(path: string, list: string, at: readonly number[]): string {
  if (!path.startsWith(`${list}.`)) return path;
  const [index = "", ...rest] = path.slice(list.length + 1).split(".");
  return [list, at[Number(index)] ?? index, ...rest].join(".");
}

/** A whole number where the text is one; the text otherwise, for the schema to refuse; undefined where it is empty. */
export function numberOf(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** The text, or undefined where it is empty. */
export function textOf(text: string): string | undefined {
  return text.trim() || undefined;
}
