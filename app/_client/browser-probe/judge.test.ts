import { describe, expect, it } from "vitest";
import { opened, type Probe } from "./judge";

const silent: Probe = { outcome: "silent", ms: 5_000, usable: true };
const answered: Probe = { outcome: "answered", ms: 40, usable: true };

describe("opened", () => {
  it.each([
    ["silence, then an answer", silent, answered, true],
    ["an answer all along", answered, answered, false],
    ["silence all along", silent, silent, false],
    ["an answer, then silence", answered, silent, false],
    ["nothing known of before", null, answered, false],
    ["nothing known of after", silent, null, false],
    ["a network that answered for nobody before", { ...silent, usable: false }, answered, false],
    ["a network that answers for nobody now", silent, { ...answered, usable: false }, false],
  ])("%s: %#", (_, before, after, expected) => {
    expect(opened(before, after)).toBe(expected);
  });
});
