import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { promises } from "./table";

const rows = promises.map(({ id, promise, tests, broken }) => [id, promise, tests, broken] as const);

describe("each promise has a test, and a way to break it on purpose that turns the test red", () => {
  it("here is the list", () => {
    for (const { id, promise, tests, broken } of promises) {
      console.log(
        `${id.padEnd(4)}${promise}\n      ${tests.join("\n      ")}\n      broken on purpose: ${broken.join("; ")}`,
      );
    }
    expect(promises.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, index) => `P${index + 1}`));
  });

  it.each(rows)("%s: %s", (id, _, tests, broken) => {
    expect(tests.filter((file) => !existsSync(file))).toEqual([]);
    expect(broken).not.toEqual([]);
    expect(tests.map((file) => readFileSync(file, "utf8")).join()).toMatch(
      /is seen to|are seen to|would have been found/,
    );
    expect(id).toMatch(/^P\d+$/);
  });
});
