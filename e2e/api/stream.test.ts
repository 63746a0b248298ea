import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { streamLine } from "@/lib/services/schema/report";
import { clusterOf } from "../support/clusters";
import { ask, control, json, post } from "../support/http";
import { type OpenStream, openStream } from "../support/open-stream";
import { familyOf, survivors } from "../support/processes";
import { type Sandbox, startSandbox } from "../support/sandbox";

type Line = z.infer<typeof streamLine>;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  /* The first diagnosis of a process loads what later ones have. */
  await post(sandbox.url, "/api/diagnoses", { cluster: clusterOf("healthy-public"), vantage: { kind: "browser" } });
});
afterAll(() => sandbox?.close());
afterEach(() => control(sandbox.control, "DELETE", "/faults").catch(() => undefined));

const question = (world: string, kind: "browser" | "server" = "browser") => ({
  cluster: clusterOf(world),
  vantage: { kind },
});
const slowGoogle = (latencyMs: number) => control(sandbox.control, "POST", "/faults", [{ match: {}, latencyMs }]);

async function readLines({ lines }: OpenStream): Promise<Line[]> {
  const read: Line[] = [];
  for await (const line of lines) if (line !== "") read.push(streamLine.parse(JSON.parse(line)));
  return read;
}

async function storedIds(world: string): Promise<readonly string[]> {
  const answer = await ask(sandbox.url, { path: `/api/diagnoses?cluster=${encodeURIComponent(clusterOf(world))}` });
  return (json(answer) as { reports: { id: string }[] }).reports.map(({ id }) => id);
}

describe("the stream of a diagnosis", () => {
  it.each([
    ["healthy-public", "browser"],
    ["caller-not-authorized", "browser"],
    ["tcp-unreachable", "server"],
    ["healthy-dns", "server"],
  ] as const)("of %s from the %s: every line is as published, from started to done", async (world, kind) => {
    const stream = await openStream(sandbox.url, question(world, kind));
    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({
      "content-type": "application/x-ndjson",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    const lines = await readLines(stream);
    const [first] = lines;
    const id = first?.type === "started" ? first.id : "";
    expect(id).toMatch(/^[\w-]{22}$/);
    expect(lines.at(-1)).toEqual({ type: "done", id });
    expect(lines.slice(1, -1).map(({ type }) => type)).not.toContain("started");

    const stored = json(await ask(sandbox.url, { path: `/api/diagnoses/${id}` })) as Record<string, unknown>;
    const facts = lines.flatMap((line) => (line.type === "fact" ? [line.fact] : []));
    expect(facts.map(({ name }) => name).sort()).toEqual([...new Set(facts.map(({ name }) => name))].sort());
    expect(stored.facts).toEqual(expect.arrayContaining(facts));
    const findings = lines.flatMap((line) => (line.type === "finding" ? [[line.finding.check, line.finding]] : []));
    const latest = Object.values(Object.fromEntries(findings) as Record<string, unknown>);
    expect(stored.findings).toHaveLength(latest.length);
    expect(stored.findings).toEqual(expect.arrayContaining(latest));
    const verdicts = lines.flatMap((line) => (line.type === "verdict" ? [line] : []));
    expect(verdicts.at(-1)).toEqual({ type: "verdict", verdict: stored.verdict, provisional: false });
  });

  it("is the same as server-sent events for who accepts those", async () => {
    const stream = await openStream(sandbox.url, question("healthy-public"), "text/event-stream");
    expect(stream.headers["content-type"]).toBe("text/event-stream");
    let text = "";
    for await (const line of stream.lines) text += `${line}\n`;
    const events = text.split("\n\n").filter(Boolean);
    const lines = events.map((event) => {
      const [, name, data] = /^event: (\w+)\ndata: (.*)\n?$/.exec(event) ?? [];
      const line = streamLine.parse(JSON.parse(data ?? ""));
      expect(line.type).toBe(name);
      return line;
    });
    expect([lines[0]?.type, lines.at(-1)?.type]).toEqual(["started", "done"]);
  });

  it("begins within its patience although Google is slow, and tells what is there", async () => {
    await slowGoogle(2_000);
    const stream = await openStream(sandbox.url, question("healthy-public"));
    expect(stream.headersAfter).toBeLessThan(1_800);
    const types = (await readLines(stream)).map(({ type }) => type);
    expect([types[0], types[1], types.at(-1)]).toEqual(["started", "fact", "done"]);
  });

  it("says 404 for an unknown cluster: as the answer or, when Google is slow, as its last line", async () => {
    expect((await openStream(sandbox.url, question("nowhere"))).status).toBe(404);
    await slowGoogle(1_500);
    const lines = await readLines(await openStream(sandbox.url, question("nowhere")));
    expect(lines.at(-1)).toMatchObject({ type: "error", problem: { type: "/problems/not-found", status: 404 } });
    expect(lines.map(({ type }) => type)).not.toContain("done");
    expect(await storedIds("nowhere")).toEqual([]);
  });
});

describe("a stream that nobody hears any more", () => {
  it("stops the work: nothing is stored, and the server answers others", async () => {
    await slowGoogle(1_200);
    const left = await openStream(sandbox.url, question("healthy-open-to-all"));
    left.leave();
    /* The second one takes as long as the first one would have. */
    const [started] = await readLines(await openStream(sandbox.url, question("healthy-open-to-all")));
    expect(await storedIds("healthy-open-to-all")).toEqual([started?.type === "started" && started.id]);
  });

  it("ends with the server: SIGTERM closes it, and every process is gone within three seconds", async () => {
    await slowGoogle(30_000);
    const stream = await openStream(sandbox.url, question("healthy-public"));
    const family = familyOf(sandbox.pid);
    expect(family.map(({ command }) => command).join(" ")).toMatch(/postgres/);
    expect(family.length).toBeGreaterThanOrEqual(4);
    const startedAt = performance.now();
    process.kill(sandbox.pid, "SIGTERM");
    const ended = readLines(stream).then(
      (lines) => lines.at(-1)?.type,
      () => "broken off",
    );
    expect((await survivors(family, 5_000)).map(({ command }) => command)).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(await ended).not.toBe("done");
  });
});
