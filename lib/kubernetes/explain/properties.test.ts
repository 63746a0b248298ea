import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { remedyIds } from "@/lib/core/remedy-id";
import { errorCauses } from "./causes";
import { explain } from "./explain";
import { causesOf, readFixtures } from "./testing";
import { causeTexts } from "./texts";

const fixtures = readFixtures();

const networkRemedies = new Set<string>([
  "allow-network",
  "replace-network",
  "remove-network",
  "aggregate-networks",
  "restore-networks",
  "allow-google-cloud",
  "enable-public-endpoint",
  "use-private-network",
  "use-ipv4",
  "open-dns-endpoint",
]);

/** What error texts are made of, in any order: the worst that a person could paste. */
const fragments = fc.constantFrom(
  "error: ",
  "Error from server (Forbidden): ",
  "Unable to connect to the server: ",
  'Get "https://',
  "10.0.0.2",
  ":443",
  '": ',
  "dial tcp ",
  "lookup ",
  "proxyconnect tcp: ",
  "i/o timeout",
  "EOF",
  "x509: ",
  "\n",
  "\r\n",
  '"',
  "\\",
  "\u001b[31m",
  " >",
  'E1122 23:29:28.664442   13478 memcache.go:265] "Unhandled Error" err="',
  "err=<\n",
  "$ kubectl get ns\n",
  "ERROR: (gcloud.x) ",
  "The connection to the server ",
  " was refused",
  " - error from a previous attempt: ",
  "NAME  AGE",
  "[",
  "]",
  "👾",
  "\ud800",
);

describe("whatever is pasted", () => {
  it("never throws, and says what it says in order and inside the text", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.oneof(fragments, fc.string()), { maxLength: 40 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { candidates, matched } = explain(text);
        if (candidates.length > 1) expect(candidates.every((candidate) => candidate.decidedBy)).toBe(true);
        expect(new Set(candidates.map((candidate) => candidate.cause)).size).toBe(candidates.length);
        if (candidates.some((candidate) => candidate.cause === "unknown")) expect(candidates).toHaveLength(1);
        let last = 0;
        for (const { start, end } of matched) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is unknown when it is noise", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300 }).filter((text) => !/^\s*(?:yes|ok)\s*$/.test(text)),
        (text) => {
          expect(causesOf(text)).toEqual(["unknown"]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("has the same verdict after noise, before an empty prompt, and with CRLF", () => {
    const noise = fc
      .array(fc.string({ unit: fc.constantFrom(..."abcdefghijklmnop ,.-_/()"), maxLength: 60 }), { maxLength: 5 })
      .map((lines) => lines.map((line) => `${line}\n`).join(""));
    fc.assert(
      fc.property(fc.constantFrom(...fixtures.filter((each) => each.cause !== "ok")), noise, ({ text }, lines) => {
        const expected = causesOf(text);
        expect(causesOf(lines + text)).toEqual(expected);
        expect(causesOf(`${text}\nme@laptop:~$ `)).toEqual(expected);
        expect(causesOf(text.replaceAll("\n", "\r\n"))).toEqual(expected);
        expect(causesOf(text.replaceAll(/^(?=.)/gm, "\u001b[0m"))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the words", () => {
  it.each(errorCauses)("%s: whole sentences, known remedies, no network remedy where the network is fine", (cause) => {
    const { title, why, decidedBy, remedies } = causeTexts[cause];
    expect(title).toMatch(/^\S.{9,110}\.$/);
    expect(why).toMatch(/^\S.{19,}\.$/);
    if (decidedBy) expect(decidedBy).toMatch(/[.?]$/);
    expect(remedies.every((remedy) => remedyIds.includes(remedy))).toBe(true);
    expect(new Set(remedies).size).toBe(remedies.length);
    if (/^(?:http-|tls-|kubeconfig-|exec-|no-current|context-|auth-|client-|gcloud-permission|gcloud-un)/.test(cause)) {
      expect(remedies.filter((remedy) => networkRemedies.has(remedy))).toEqual([]);
    }
  });
});

describe("time", () => {
  const hostile = [
    "a",
    " ",
    "\n",
    "9",
    '"',
    "\\",
    "\u001b[",
    "\u001b]",
    "Get ",
    'Get "https://',
    "Get https://x ",
    "lookup ",
    "lookup a: ",
    "error: ",
    "<",
    "<html",
    "dial tcp ",
    "dial tcp 1.1.1.1:1: ",
    "socks connect tcp a->b",
    'User "',
    'forbidden: User "',
    "failed to a b ",
    "unable to ",
    'error validating "',
    "context ",
    "x=y ",
    "HTTPS_PROXY=",
    "kubectl --context",
    "read tcp ",
    "cluster a",
    "projects/",
    "projects/a/locations/",
    "refreshing ",
    "authorized networks ",
    "at most ",
    "with url: /api ",
    'an error on the server ("',
    "2024-01-01T00:00:00.000Z ",
    "│ ",
    "abc\n",
    "NAME ",
    "A\n",
    'E1122 23:29:28.664442   13478 memcache.go:265] "Unhandled Error" err="',
    'E1122 23:29:28.664442   13478 memcache.go:265] "x" err=<\n',
    "ERROR: (gcloud.a) b\n",
    "ERROR: (gcloud.a) Operation [",
    "x509: certificate is valid for ",
    "certificate has expired or is not yet valid: ",
    'Required "a.b.c" permission',
    "GET https://10.0.0.2/api 200 OK in 3 milliseconds ",
  ];

  it.each(hostile.map((part) => [JSON.stringify(part), part] as const))("256 KB of %s", (_, part) => {
    const text = part.repeat(Math.ceil((256 * 1024) / part.length));
    const started = performance.now();
    explain(text);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("5 KB take well under 5 ms", () => {
    const texts = fixtures.map((each) => each.text.repeat(20).slice(0, 5_000));
    for (const text of texts) explain(text);
    const times = texts.map((text) => {
      const started = performance.now();
      explain(text);
      return performance.now() - started;
    });
    times.sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(5);
  });
});
