import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { systemBinaries } from "@/lib/store/embedded/system-binaries";
import { findBrowser } from "./browser";

/** How one part of the suite ended. A part that has no count of its own is one test. */
type Part = { readonly name: string; readonly passed: number; readonly failed: number; readonly skipped: number };

const gibibyte = 2 ** 30;

/** For reports and for what the tests write. In memory where there is plenty: half of a database's time is the file system's. */
function makeScratch(): string {
  const memory = "/dev/shm";
  const hasRoom = () => {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= 4 * gibibyte && freemem() >= 6 * gibibyte;
  };
  let folder: string;
  try {
    folder = mkdtempSync(join(!process.env.TMPDIR && hasRoom() ? memory : tmpdir(), "drawbridge-test-"));
  } catch {
    folder = mkdtempSync(join(tmpdir(), "drawbridge-test-"));
  }
  // As every temporary folder: PostgreSQL and some tests run under accounts of their own.
  chmodSync(folder, 0o1777);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  return folder;
}

const scratch = makeScratch();
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1]?.split(",") : undefined;

const vitest = ["vitest", "run", "--config", "lib/vitest.config.ts", "--reporter", "default", "--reporter", "json"];

/* What only reads the sources: side by side, each told as a whole when it has ended. */
const readings: Readonly<Record<string, readonly string[]>> = {
  lint: ["biome", "check", "--error-on-warnings", "."],
  types: ["tsc", "--noEmit"],
  layers: ["node", "--import", "tsx", "lib/cli/layers.ts"],
  exports: ["knip", "--config", "lib/knip.json"],
};

const parts: Readonly<Record<string, () => Part>> = {
  unit: () => counted("unit", [...vitest, "--project", "pure", "--project", "outside"], vitestCount),
  /* Everything that a store is under, once more on the oldest PostgreSQL that Drawbridge works with. */
  "postgresql-15": () => {
    const found = systemBinaries(15);
    if ("missing" in found) {
      const name = "postgresql-15";
      console.log(`\n── ${name} ── SKIPPED: there is ${found.missing}. Nothing was tested on it. Install it to do so.`);
      return { name, passed: 0, failed: 0, skipped: 1 };
    }
    const suites = ["lib/store/changes", "lib/store/audit", "lib/store/updates"];
    const more = ["lib/store/sightings", "lib/store/webhooks", "lib/services/grants", "e2e/promises"];
    return counted("postgresql-15", [...vitest, ...suites, ...more], vitestCount, { TEST_POSTGRES: "15" });
  },
  api: () => counted("api", [...vitest, "--project", "product"], vitestCount),
  journeys: () => {
    const browser = findBrowser();
    const environment = browser === undefined ? {} : { CHROMIUM_PATH: browser };
    return counted(
      "journeys",
      ["playwright", "test", "--config", "e2e/playwright.config.ts"],
      playwrightCount,
      environment,
    );
  },
};

function command(name: string, words: readonly string[], environment: Record<string, string> = {}): Part {
  const [program = "", ...rest] = words;
  heading(name);
  const { status } = spawnSync(program, rest, {
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "test", TMPDIR: scratch, ...environment },
  });
  return { name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

function read(name: string, [program = "", ...rest]: readonly string[]): Promise<Part> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_ENV: "test" as const };
    execFile(program, rest, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      heading(name);
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      if (error && error.code === "ENOENT") console.error(`There is no ${program}.`);
      resolve({ name, passed: error ? 0 : 1, failed: error ? 1 : 0, skipped: 0 });
    });
  });
}

function heading(name: string): void {
  console.log(`\n── ${name} ${"─".repeat(Math.max(0, 70 - name.length))}`);
}

type Counts = Omit<Part, "name">;

function counted(
  name: string,
  words: readonly string[],
  read: (json: string) => Counts,
  environment: Record<string, string> = {},
): Part {
  const file = join(scratch, `${name}.json`);
  const output = words[0] === "vitest" ? [...words, `--outputFile.json=${file}`] : words;
  const exit = command(name, output, { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  try {
    const counts = read(readFileSync(file, "utf8"));
    return { name, ...counts, failed: Math.max(counts.failed, exit.failed) };
  } catch {
    return { ...exit, passed: 0, failed: 1 };
  }
}

function vitestCount(json: string): Counts {
  const result = JSON.parse(json) as { numPassedTests: number; numFailedTests: number; numPendingTests: number };
  return { passed: result.numPassedTests, failed: result.numFailedTests, skipped: result.numPendingTests };
}

function playwrightCount(json: string): Counts {
  const { stats } = JSON.parse(json) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

const all = [...Object.keys(readings), ...Object.keys(parts)];
const chosen = only ?? all;
const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join(", ")}". Parts: ${all.join(", ")}.`);
  process.exit(1);
}

const fromReading = await Promise.all(
  Object.entries(readings)
    .filter(([name]) => chosen.includes(name))
    .map(([name, words]) => read(name, words)),
);
const results = [...fromReading, ...chosen.flatMap((name) => parts[name]?.() ?? [])];
console.log(`\n${"─".repeat(74)}`);
for (const { name, passed, failed, skipped } of results) {
  console.log(`${failed > 0 ? "✗" : "✓"} ${name.padEnd(10)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
}
const sum = (count: (part: Part) => number) => results.reduce((total, part) => total + count(part), 0);
const failed = sum((part) => part.failed);
console.log(`\n${sum((part) => part.passed)} passed, ${failed} failed, ${sum((part) => part.skipped)} skipped`);
process.exit(failed > 0 ? 1 : 0);
