import { describe, expect, it } from "vitest";
import { emptyQuestion, formatLink, type Question, readLink, sameQuestion, toRequest } from "./question";

const cluster = "projects/corp-data-prod/locations/europe-west1/clusters/analytics";
const asked: Question = { ...emptyQuestion, cluster };

describe("a link to a question", () => {
  it.each<[string, Question, string]>([
    ["only the cluster", asked, `?cluster=${cluster}`],
    ["this server", { ...asked, vantage: { kind: "server" } }, `?cluster=${cluster}&from=server`],
    [
      "a network, to the DNS endpoint",
      { ...asked, vantage: { kind: "address", address: "81.92.200.0/24" }, endpoint: "dns" },
      `?cluster=${cluster}&from=81.92.200.0%2F24&to=dns`,
    ],
  ])("carries %s, there and back", (_, question, link) => {
    expect(formatLink(question)).toBe(link);
    expect(readLink(Object.fromEntries(new URLSearchParams(link)))).toEqual(question);
  });

  it("is empty without a cluster", () => {
    expect(formatLink(emptyQuestion)).toBe("");
  });

  it.each([
    [{ cluster: "analytics" }],
    [{ cluster: "https://evil.example/" }],
    [{ from: "<script>" }],
    [{ to: "everything" }],
    [{}],
  ])("leaves what it does not understand at its default: %j", (link) => {
    expect(readLink(link)).toEqual(emptyQuestion);
  });

  it("never carries what was pasted", () => {
    expect(formatLink({ ...asked, errorText: "token abc" } as Question)).not.toContain("abc");
  });
});

describe("toRequest", () => {
  it("leaves out what was not given", () => {
    expect(toRequest(asked, cluster)).toEqual({ cluster, vantage: { kind: "browser" } });
  });

  it("is what sameQuestion compares: the situation's name does not matter", () => {
    expect(sameQuestion(asked, { ...asked, world: "A laptop in a café" })).toBe(true);
    expect(sameQuestion(asked, { ...asked, errorText: "i/o timeout" })).toBe(false);
  });
});
