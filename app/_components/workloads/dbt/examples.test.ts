import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { articleDbt } from "./examples";

it("is the article's function, to the letter", () => {
  expect(articleDbt).toBe(readFileSync("lib/workload/lint/fixtures/article-dbt.py.txt", "utf8"));
});
