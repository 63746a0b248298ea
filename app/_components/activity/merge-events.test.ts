import { describe, expect, it } from "vitest";
import type { AuditEventView } from "@/app/_client/wire";
import { type Timeline, withNewest, withOlder } from "./merge-events";

const event = (seq: number): AuditEventView => ({
  ...{ seq, at: "", actor: "", action: "", subject: "", data: null, prevHash: "", hash: "", text: "", cluster: null },
});
const page = (nextCursor: number | null, ...seqs: readonly number[]): Timeline => ({
  events: seqs.map(event),
  nextCursor,
});
const shown = ({ events, nextCursor }: Timeline) => [events.map(({ seq }) => seq), nextCursor];

describe("the newest page", () => {
  it.each([
    ["at first", null, page(8, 9, 8), [[9, 8], 8]],
    ["nothing new", page(4, 6, 5, 4), page(5, 6, 5), [[6, 5, 4], 4]],
    ["something new, and what is older stays", page(2, 5, 4, 3, 2), page(5, 7, 6, 5), [[7, 6, 5, 4, 3, 2], 2]],
    ["more than a page: no gap is shown", page(2, 3, 2), page(8, 9, 8), [[9, 8], 8]],
    ["a filter left some out: the end is the end", page(null, 3), page(null, 9, 3), [[9, 3], null]],
    ["after nothing", page(null), page(null, 1), [[1], null]],
  ] as const)("%s", (_, before, newest, expected) => {
    expect(shown(withNewest(before, newest))).toEqual(expected);
  });
});

it("an older page goes behind, and nothing is shown twice", () => {
  expect(shown(withOlder(page(4, 6, 5, 4), page(null, 4, 3)))).toEqual([[6, 5, 4, 3], null]);
});
