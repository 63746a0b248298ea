import { pyString } from "./quote";

/** A Python expression to be written: what the generators need, and no more. */
export type Expression =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [string, Expression])[] }
  | { readonly kind: "call"; readonly callee: string; readonly keywords: readonly Keyword[] };

export type Keyword = readonly [name: string, value: Expression];

export const string = (value: string): Expression => ({ kind: "text", text: pyString(value) });
export const number = (value: number): Expression => ({ kind: "text", text: String(value) });
export const boolean = (value: boolean): Expression => ({ kind: "text", text: value ? "True" : "False" });
export const none: Expression = { kind: "text", text: "None" };
/** Python text that the generator wrote itself: a name, never input. */
export const raw = (text: string): Expression => ({ kind: "text", text });
export const list = (items: readonly Expression[]): Expression => ({ kind: "list", items });
export const strings = (values: readonly string[]): Expression => list(values.map(string));
export const dict = (entries: readonly (readonly [string, Expression])[]): Expression => ({ kind: "dict", entries });
export const call = (callee: string, keywords: readonly Keyword[]): Expression => ({ kind: "call", callee, keywords });

const maxColumns = 100;
const step = "    ";

/**
 * The expression as Python text. `indent` is the indentation of the line it starts on, `before` how many columns that
 * line already holds. Broken over lines, with trailing commas, only where it does not fit into 100 columns.
 */
export function write(expression: Expression, indent: string, before: number): string {
  const line = flat(expression);
  if (before + line.length <= maxColumns) return line;
  return broken(expression, indent);
}

/** Always one line for each keyword, as tasks and DAGs are written. */
export function writeCall(callee: string, keywords: readonly Keyword[], indent: string): string {
  return broken(call(callee, keywords), indent);
}

function flat(expression: Expression): string {
  switch (expression.kind) {
    case "text":
      return expression.text;
    case "list":
      return `[${expression.items.map(flat).join(", ")}]`;
    case "dict":
      return `{${expression.entries.map(([key, value]) => `${pyString(key)}: ${flat(value)}`).join(", ")}}`;
    case "call":
      return `${expression.callee}(${expression.keywords.map(([name, value]) => `${name}=${flat(value)}`).join(", ")})`;
  }
}

function broken(expression: Expression, indent: string): string {
  const inner = indent + step;
  const part = (prefix: string, value: Expression) =>
    `${inner}${prefix}${write(value, inner, inner.length + prefix.length + 1)},\n`;
  switch (expression.kind) {
    case "text":
      return expression.text;
    case "list":
      return `[\n${expression.items.map((item) => part("", item)).join("")}${indent}]`;
    case "dict":
      return `{\n${expression.entries.map(([key, value]) => part(`${pyString(key)}: `, value)).join("")}${indent}}`;
    case "call":
      return `${expression.callee}(\n${expression.keywords.map(([name, value]) => part(`${name}=`, value)).join("")}${indent})`;
  }
}
