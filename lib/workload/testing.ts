import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { env, stderr } from "node:process";
import { expect } from "vitest";

/** Runs a script in a real python3 with `input` as JSON on its standard input; its standard output is read as JSON. */
export function runPython(script: string, input: unknown): unknown {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", script], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...env, PYTHONUTF8: "1" },
  });
  if (status !== 0) throw new Error(`python3 ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Why tests with a real python3 cannot run here, or null. Says so loudly once for each file. */
export function withoutPython(module?: string): string | null {
  const { status } = spawnSync("python3", ["-c", module === undefined ? "" : `import ${module}`]);
  if (status === 0) return null;
  const what = module === undefined ? "python3" : `python3 with ${module}`;
  stderr.write(`SKIPPED: ${what} is not installed here, so nothing was compared with it.\n`);
  return what;
}

/** Compares with a file beside the tests; `UPDATE_GOLDEN=1` writes it. */
export function expectGolden(path: URL, text: string): void {
  // biome-ignore lint/style/noProcessEnv: a switch for people who run the tests
  if (env.UPDATE_GOLDEN === "1") writeFileSync(path, text);
  expect(existsSync(path) ? readFileSync(path, "utf8") : "").toBe(text);
}
