import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

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

export default defineConfig({
  root,
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      { extends: true, test: { name: "outside", include: tests, exclude: [...pure, product] } },
      { extends: true, test: { name: "product", include: [product] } },
    ],
  },
});
