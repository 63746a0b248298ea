import { describe, expect, it } from "vitest";
import type { Mark } from "@/app/_components/ui/state-mark";
import { type Leaf, leafOf } from "./leaf";
import type { Stop } from "./stop";

const stops = (...marks: readonly Mark[]) =>
  marks.map((mark, index): Stop => ({ hop: null, title: String(index), mark, note: "", detail: "" }));
const raised: Leaf = { index: 1, state: "raised" };
const waiting: Leaf = { index: 1, state: "waiting" };
const lowered: Leaf = { index: 1, state: "lowered" };

describe("leafOf", () => {
  it.each<[string, readonly Stop[], Leaf | null, Leaf | null]>([
    ["is raised at the broken stop", stops("passed", "broken", "not-reached"), null, raised],
    ["moves to another broken stop", stops("broken", "not-reached", "not-reached"), lowered, { ...raised, index: 0 }],
    ["is not there when nothing was broken", stops("passed", "passed", "passed"), null, null],
    ["stays up while it is looked at again", stops("passed", "pending", "pending"), raised, waiting],
    ["stays up while the next stop is looked at", stops("passed", "passed", "pending"), waiting, waiting],
    ["comes down when one gets across", stops("passed", "passed", "passed"), waiting, lowered],
    ["stays down while it is looked at once more", stops("passed", "pending", "pending"), lowered, lowered],
    ["is not there when nobody can tell", stops("passed", "unknown", "unknown"), waiting, null],
    ["is not there when the next stop is unknown", stops("passed", "passed", "unknown"), waiting, null],
    ["is raised again", stops("passed", "broken", "not-reached"), lowered, raised],
  ])("%s", (_, now, before, expected) => expect(leafOf(now, before)).toEqual(expected));
});
