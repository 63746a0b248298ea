import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { articleOperator } from "./article-operator";

it("is the article's snippet, to the letter", () => {
  expect(articleOperator).toBe(readFileSync("lib/workload/lint/fixtures/article-operator.py.txt", "utf8"));
});
