import { describe, expect, it } from "vitest";
import { askWords, emptyDraft, networkSize, readDraft, splitNetwork } from "./ask-draft";
import { clusterA } from "./testing";

const own = "81.92.200.7";
const draft = { ...emptyDraft, clusters: [clusterA] };

describe("readDraft", () => {
  it("asks for the person's own address", () => {
    expect(readDraft(draft, own)).toEqual({
      ok: true,
      durationSeconds: 4 * 3600,
      request: { clusters: [clusterA], cidr: `${own}/32`, duration: 4 * 3600, reason: "", breakGlass: false },
    });
  });

  it("widens it to the network around it", () => {
    expect(readDraft({ ...draft, prefix: 24 }, own)).toMatchObject({ request: { cidr: "81.92.200.0/24" } });
  });

  it("takes a typed address instead", () => {
    expect(readDraft({ ...draft, address: "62.1.2.3" }, own)).toMatchObject({ request: { cidr: "62.1.2.3/32" } });
  });

  it.each([
    ["no cluster", { clusters: [] }, own, { clusters: "Choose at least one cluster." }],
    ["no address at all", {}, null, { network: "Type the IPv4 address to let in." }],
    ["an IPv6 address", { address: "2a02::1" }, own, { network: /IPv6/ }],
    ["nonsense", { address: "here" }, own, { network: /“here” is no IPv4 address/ }],
    ["no length", { duration: "" }, own, { duration: /90m/ }],
  ])("says what is wrong with %s", (_, part, address, problems) => {
    const reading = readDraft({ ...draft, ...part }, address);
    const expected = Object.fromEntries(
      Object.entries(problems).map(([key, text]) => [key, expect.stringMatching(text)]),
    );
    expect(reading).toEqual({ ok: false, problems: expected });
  });
});

describe("splitNetwork", () => {
  it.each([
    ["62.1.2.3", 29, "62.1.2.3", 29],
    ["62.1.2.3/24", 32, "62.1.2.3", 24],
    [" 62.1.2.3/8 ", 32, "62.1.2.3", 8],
    ["62.1.2.3/", 32, "62.1.2.3/", 32],
    ["62.1.2.3/40", 32, "62.1.2.3/40", 32],
    ["2a02::/32", 32, "2a02::/32", 32],
  ])("takes %j apart", (text, prefix, address, length) => {
    expect(splitNetwork(text, prefix)).toEqual({ address, prefix: length });
  });
});

describe("words", () => {
  it.each([
    [32, "1 address"],
    [29, "8 addresses"],
    [16, "65,536 addresses"],
  ])("/%d is %s", (prefix, words) => {
    expect(networkSize(prefix)).toBe(words);
  });

  it.each([
    [4 * 3600, false, "Let me in for 4 h"],
    [4 * 3600, true, "Ask for approval"],
    [null, false, "Let me in"],
  ])("of the button", (seconds, waits, words) => {
    expect(askWords(seconds, waits)).toBe(words);
  });
});
