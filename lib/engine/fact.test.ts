import { expect, it } from "vitest";
import { unknown } from "./fact";

const provenance = { source: "s", observedAt: "", durationMs: 0 };

it.each([
  ["the permission is missing", "the permission is missing"],
  ["Enable it, then retry.", "Enable it, then retry"],
  ["No such host.\n", "No such host"],
  ["and so on...", "and so on..."],
  ["Does it exist?", "Does it exist?"],
])("an unknown fact tells %j as a part of a sentence", (said, detail) => {
  expect(unknown("unavailable", said, provenance)).toMatchObject({ detail });
});
