import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const planted: string[] = [];

/** Writes a file into a real layer, so that the real rules see it; removed after the test. */
function plant(folder: string, source: string): string {
  const path = join(mkdtempSync(join(folder, "planted-")), "planted.ts");
  writeFileSync(path, source);
  planted.push(join(path, ".."));
  return path;
}

afterEach(() => {
  for (const folder of planted.splice(0)) rmSync(folder, { recursive: true });
});

function violations(path: string): string {
  return spawnSync("node_modules/.bin/depcruise", ["--config", "lib/layers.cjs", "--output-type", "err", path], {
    encoding: "utf8",
  }).stdout;
}

describe("the layers", () => {
  it.each([
    [
      "a check that reaches for Google",
      "lib/diagnosis/checks",
      'import "@/lib/google/container";',
      "layer-diagnosis-checks",
    ],
    ["core that knows the product", "lib/core", 'import "@/lib/server/env";', "layer-core"],
    ["I/O in a pure layer", "lib/diagnosis/remedies", 'import "node:fs";', "pure-layers"],
    ["I/O in the workload generators", "lib/workload/lint", 'import "node:fs";', "pure-layers"],
    ["a page that talks to Google", "app", 'import "@/lib/google/container";', "app-through-services"],
    [
      "a service that could write to Google",
      "lib/services",
      'import "@/lib/google/container-writer";',
      "only-the-applier-writes",
    ],
    ["a handler that could start an applier", "app", 'import "@/lib/changes/applier";', "only-the-applier-writes"],
    [
      "product code that knows the simulator",
      "lib/services",
      'import "@/lib/simulator/places";',
      "nothing-imports-the-simulator",
    ],
  ])("report %s", (_, folder, source, rule) => {
    expect(violations(plant(folder, source))).toContain(rule);
  });
});
