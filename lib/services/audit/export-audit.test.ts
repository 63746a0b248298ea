import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { firstHash, hashOf } from "@/lib/store/audit/event";
import { boss, grantRequest, at as moment } from "@/lib/store/changes/testing";
import { startTestStore, type TestStore } from "@/lib/store/testing";
import { csvLine } from "./csv";
import { type ExportFormat, exportAudit, readFormat } from "./export-audit";
import { proveAudit, readAudit, readFilter } from "./read-audit";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let test: TestStore;
const reason = `=HYPERLINK("https://evil.example")\nand, "more" é`;
const cluster = "projects/orders-prod/locations/europe-west1/clusters/main";
beforeAll(async () => {
  test = await startTestStore();
  for (let index = 1; index <= 5; index += 1) {
    const principal = index === 5 ? { id: "=cmd|x", name: "@x" } : { id: "ana", name: "Ana" };
    await test.store.grants.request([
      grantRequest({ id: `g${index}`, idempotencyKey: `k${index}`, reason, principal }),
    ]);
  }
  await test.store.grants.revoke("g1", { by: boss, at: moment(1) });
});
afterAll(() => test?.close());

async function exported(format: ExportFormat, filter = {}): Promise<string> {
  let text = "";
  for await (const part of exportAudit(test, format, filter)) text += part;
  return text;
}

/** Records and cells of RFC 4180. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const records = text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g) ?? [];
  return records.map((record) =>
    [...record.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
      quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
    ),
  );
}

describe("the export", () => {
  it("as JSON Lines holds all that is needed to check the chain elsewhere", async () => {
    let prevHash = firstHash;
    const lines = (await exported("jsonl")).trimEnd().split("\n");
    for (const [index, line] of lines.entries()) {
      const { hash, at, ...event } = JSON.parse(line) as Parameters<typeof hashOf>[0] & { at: never; hash: string };
      expect(event).toMatchObject({ seq: index + 1, prevHash });
      expect(hashOf({ ...event, at: new Date(at) })).toBe(hash);
      prevHash = hash;
    }
    expect(lines).toHaveLength(6);
    expect(await proveAudit(test)).toEqual({ intact: true, events: 6, head: { seq: 6, hash: prevHash } });
  });

  it("as CSV has a heading, six records of eight cells, and no formula", async () => {
    const text = await exported("csv");
    const [heading, ...records] = parseCsv(text);
    expect(heading).toEqual(["seq", "at", "actor", "action", "subject", "data", "prevHash", "hash"]);
    expect(records.map((record) => [record.length, record[0]])).toEqual(
      [1, 2, 3, 4, 5, 6].map((seq) => [8, String(seq)]),
    );
    expect(records[4]?.[2]).toBe("'=cmd|x");
    expect(JSON.parse(records[0]?.[5] ?? "")).toMatchObject({ reason });
    expect(text.split(/[\r\n,]/).some((cell) => /^"?[=+@-]/.test(cell))).toBe(false);
  });

  it("holds what is asked for", async () => {
    const seqs = async (query: string) =>
      (await exported("jsonl", readFilter(new URLSearchParams(query))))
        .split("\n")
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(await seqs("subject=grants/g1")).toEqual([1, 6]);
    expect(await seqs("action=grant.revoked,grant.denied")).toEqual([6]);
    expect(await seqs(`cluster=${cluster}&actor=ana`)).toEqual([1, 2, 3, 4]);
    expect(await seqs("kind=others")).toEqual([]);
    expect(await seqs("kind=changes")).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe("a page", () => {
  it("says what happened, newest first, and where the next one begins", async () => {
    const first = await readAudit(test, new URLSearchParams("limit=2"));
    expect(first.events.map(({ seq, text, cluster: about }) => [seq, text, about])).toEqual([
      [6, "Boss ended Ana’s access from 62.4.5.6/32 to main.", cluster],
      [5, "@x asked for 62.4.5.6/32 on main for 1 hour.", cluster],
    ]);
    const rest = await readAudit(test, new URLSearchParams(`before=${first.nextCursor}`));
    expect([rest.events.map(({ seq }) => seq), rest.nextCursor]).toEqual([[4, 3, 2, 1], null]);
  });

  it.each([
    "limit=0",
    "limit=501",
    "limit=x",
    "limit=1e2",
    "before=-1",
    "before=99999999999999999999",
    "cluster=main",
    "kind=all",
    `actor=${"x".repeat(401)}`,
  ])("refuses %s", async (query) => {
    await expect(readAudit(test, new URLSearchParams(query))).rejects.toMatchObject({ details: { status: 400 } });
  });

  it("takes a NUL for what it is", async () => {
    expect((await readAudit(test, new URLSearchParams("actor=%00"))).events).toEqual([]);
  });
});

it.each([
  [null, undefined],
  ["", undefined],
  ["json", undefined],
  ["csv", "csv"],
  ["jsonl", "jsonl"],
])("the format %j", (text, format) => expect(readFormat(text)).toBe(format));
it("no other format", () => expect(() => readFormat("xml")).toThrow("format must be jsonl or csv."));

it.each([
  ["plain", "plain"],
  ["a,b", '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ["two\nlines", '"two\nlines"'],
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@x", "'@x"],
  ["\tx", "'\tx"],
  ["=a,b", '"\'=a,b"'],
  ["1-1", "1-1"],
  ["", ""],
])("the cell %j", (text, cell) => expect(csvLine([text, "x"])).toBe(`${cell},x\r\n`));
