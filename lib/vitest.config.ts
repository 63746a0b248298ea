import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Functions of their arguments: their tests share a worker's modules, and so do not load them anew for each file. */
const pure = [
  "lib/{core,engine,diagnosis,access}/**/*.test.ts",
  "lib/workload/{airflow,python,operator,dbt,lint,runs,facts,checks,remedies,engine}/**/*.test.ts",
  "lib/kubernetes/{kubeconfig,explain}/**/*.test.ts",
  "app/**/*.test.ts",
];

const tests = ["lib/**/*.test.ts", "e2e/**/*.test.ts"];

/** Each file starts the whole product. */
const product = "e2e/api/**/*.test.ts";

/** Longest first: begun last, each would be waited for while the other workers have nothing to do. */
const long = [
  "e2e/chaos/chaos",
  "e2e/worlds/combinations",
  "e2e/worlds/worlds",
  "lib/store/embedded/open",
  "e2e/api/audit",
  "e2e/api/runs-applier",
  "e2e/api/secrets",
  "e2e/promises/p02-lost-updates",
  "lib/simulator/conformance",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((start) => moduleId.includes(`/${start}`));
      return found === -1 ? long.length : found;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  root,
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    /* What hangs is found out; how fast a busy machine is, is not what a test tells. */
    testTimeout: 60_000,
    hookTimeout: 120_000,
    /* More than the two cores that there have to be: databases, servers and clients are waited for half of the time. */
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      { extends: true, test: { name: "outside", include: tests, exclude: [...pure, product] } },
      { extends: true, test: { name: "product", include: [product] } },
    ],
  },
});
