import type { DetailedError } from "@cedar-policy/cedar-wasm/nodejs";
import { positionOfByte } from "./text-position";
import type { PolicyProblem } from "./words";

/** `FILE:LINE:COLUMN: rule "ID": MESSAGE`, the form that editors turn into a link. */
export function formatPolicyProblem(file: string, { line, column, rule, message }: PolicyProblem): string {
  return `${file}:${line}:${column}: ${rule === undefined ? "" : `rule "${rule}": `}${message}`;
}

/** The engine's error and those related to it, placed in the text. Without `rule`, the rule that the place belongs to. */
export function problemsOf(text: string, error: DetailedError, rule?: string): readonly PolicyProblem[] {
  const [location] = error.sourceLocations ?? [];
  const position = location ? positionOfByte(text, location.start) : { line: 1, column: 1 };
  const message = [
    error.message.replace(/^failed to parse policies from string: |^for policy `[^`]*`, /, ""),
    location?.label ?? "",
    (error.help ?? "").replace(/^for policy `[^`]*`, /, ""),
  ];
  const owner = rule ?? (location ? ruleAt(text, location.start) : undefined);
  return [
    { ...position, rule: owner, message: message.filter(Boolean).join("; ") },
    ...(error.related ?? []).flatMap((related) => problemsOf(text, related, rule)),
  ];
}

/** By the last `@id` before the place: text that cannot be parsed says no more. */
function ruleAt(text: string, byteOffset: number): string | undefined {
  const before = new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, byteOffset));
  return [...before.matchAll(/^[^/\n]*@id\("([^"\n]*)"\)/gm)].at(-1)?.[1];
}
