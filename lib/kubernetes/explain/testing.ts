import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { ErrorCause } from "./causes";
import { explain } from "./explain";
import type { ErrorDetails } from "./explanation";

/** What a text is expected to be explained by: every candidate, best first, and (where given) these details. */
export type Case = {
  readonly name: string;
  readonly text: string;
  readonly causes: readonly ErrorCause[];
  readonly details?: ErrorDetails;
};

export function causesOf(text: string): ErrorCause[] {
  return explain(text).candidates.map((candidate) => candidate.cause);
}

/** One test a case. */
export function itExplains(cases: readonly Case[]): void {
  it.each(cases.map((each) => [each.name, each] as const))("%s", (_, { text, causes, details }) => {
    const { candidates } = explain(text);
    expect(candidates.map((candidate) => candidate.cause)).toEqual(causes);
    expect(candidates.every((candidate) => (candidate.decidedBy !== undefined) === causes.length > 1)).toBe(true);
    if (details) expect(explain(text).details).toMatchObject(details);
  });
}

/** The five klog lines that a cold discovery cache gives, around one error. */
export function discoveryLines(url: string, error: string, times = 5): string {
  const wrapped = `couldn't get current server API group list: Get "${url}": ${error}`;
  const quoted = JSON.stringify(wrapped);
  const line = (n: number) => `E1122 23:29:4${n}.558400   14400 memcache.go:265] "Unhandled Error" err=${quoted}\n`;
  return Array.from({ length: times }, (_, n) => line(n)).join("");
}

/** A recording of a real failure: what was printed, and the cause that was really produced. */
export type Fixture = { readonly file: string; readonly cause: string; readonly text: string };

/** Every recording; the header lines, which name the cause, are kept from the text. */
export function readFixtures(): Fixture[] {
  const folder = fileURLToPath(new URL("./fixtures/", import.meta.url));
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .map((file) => {
      const recording = readFileSync(folder + file, "utf8");
      const text = recording
        .split("\n")
        .filter((line) => !line.startsWith("# "))
        .join("\n");
      return { file, cause: /^# cause: ([\w-]+)/m.exec(recording)?.[1] ?? "", text };
    });
}
