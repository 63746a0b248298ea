import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linesOf } from "./lines";
import { readLog } from "./read-log";
import { type ApiServerUnderTest, type GivenAnswer, podJson, startApiServer, statusOf } from "./testing";
import { watchPod } from "./watch-pod";

let server: ApiServerUnderTest;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const patient = () => AbortSignal.timeout(10_000);
const atOnce = [0, 0, 0];

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}

/** Sends parts of a body, then ends it well or breaks off. */
const body =
  (parts: readonly (string | Buffer)[], end: "well" | "broken" | "open" = "well"): GivenAnswer =>
  (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "text/plain" });
    for (const part of parts) response.write(part);
    if (end === "well") response.end();
    if (end === "broken") response.write(" ", () => response.destroy());
  };

describe("linesOf", () => {
  const read = (chunks: readonly (string | Buffer)[], limit = 5) =>
    all(
      linesOf(
        (async function* () {
          for (const chunk of chunks) yield Buffer.from(chunk);
        })(),
        limit,
      ),
    );
  const umlaut = Buffer.from("ü\n");

  it.each([
    ["nothing", [], []],
    ["one line", ["a\n"], ["a"]],
    ["empty lines", ["\n\na\n\n"], ["", "", "a", ""]],
    ["a last line without an end", ["a\nb"], ["a", "b"]],
    ["lines across parts", ["a", "b\nc", "\n"], ["ab", "c"]],
    ["a letter across parts", [umlaut.subarray(0, 1), umlaut.subarray(1)], ["ü"]],
    ["a line of the limit", ["12345\n6\n"], ["12345", "6"]],
    ["a line above the limit", ["123456\n7\n"], ["12345", "6", "7"]],
    ["the same, letter by letter", [..."123456\n7\n"], ["12345", "6", "7"]],
    ["the limit, its end in another part", ["12345", "\n6"], ["12345", "6"]],
    ["a pair at the limit, which is not cut in two", ["1234😀\n"], ["1234", "😀"]],
  ])("%s", async (_, chunks, expected) => {
    expect(await read(chunks)).toEqual(expected);
  });
});

describe("readLog", () => {
  const of = { namespace: "dbt", podName: "probe", container: "main" };
  const read = (follow: boolean, sinceBytes = 0, signal = patient()) =>
    all(readLog(server.connection(), of, { follow, sinceBytes }, signal, atOnce));

  it("asks for the container's log, with a limit", async () => {
    server.answer(body(["one\n", "two\nthree"]));
    expect(await read(false)).toEqual(["one", "two", "three"]);
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /api/v1/namespaces/dbt/pods/probe/log?container=main&follow=false&limitBytes=4194304",
    ]);
  });

  it("leaves out what was given before", async () => {
    server.answer(body(["one\nzwölf\nthree\n"]));
    expect(await read(false, Buffer.byteLength("one\nzwölf\n"))).toEqual(["three"]);
  });

  it("follows over a connection that breaks: no line lost or told twice, no half line", async () => {
    server.answer(body(["one\nzw"], "broken"), "hang-up", body(["one\nzwei\ndrei\n"]));
    expect(await read(true)).toEqual(["one", "zwei", "drei"]);
    expect(server.seen).toHaveLength(3);
  });

  it("follows over one that the server never answers", async () => {
    server.answer(body(["one\n"], "broken"), "silence", body(["one\ntwo\n"]));
    expect(await all(readLog(server.connection(), of, { follow: true }, patient(), atOnce, 200))).toEqual([
      "one",
      "two",
    ]);
  });

  it("does not follow for ever", async () => {
    server.answer(body(["one\n"], "broken"), "hang-up");
    await expect(read(true)).rejects.toMatchObject({ reason: "unavailable" });
    expect(server.seen.length).toBeLessThan(7);
  });

  it("does not try a second time what is not followed", async () => {
    server.answer(body(["one\n"], "broken"));
    await expect(read(false)).rejects.toMatchObject({ reason: "unavailable" });
    expect(server.seen).toHaveLength(1);
  });

  it("says that a container has not started", async () => {
    const message = 'container "main" in pod "probe" is waiting to start: ContainerCreating';
    server.answer(statusOf(400, "BadRequest", message));
    await expect(read(true)).rejects.toMatchObject({ reason: "unavailable", message });
    expect(server.seen).toHaveLength(1);
  });

  it("ends with the signal when it follows, and is late when it does not", async () => {
    server.answer(body(["one\n"], "open"));
    expect(await read(true, 0, AbortSignal.timeout(200))).toEqual(["one"]);
    await expect(read(false, 0, AbortSignal.timeout(200))).rejects.toMatchObject({ reason: "timed-out" });
  });
});

describe("watchPod", () => {
  const event = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`;
  const pod = (version: string, phase?: string, uid?: string): GivenAnswer => ({
    status: 200,
    json: podJson(version, phase, uid),
  });
  const watch = async (signal = patient()) =>
    (await all(watchPod(server.connection(), "dbt", "probe", signal, atOnce))).map(({ phase }) => phase);
  const gone = statusOf(404, "NotFound", "gone");

  it("gives the pod as it is and every change, and ends when it is deleted", async () => {
    const changes = [event("MODIFIED", podJson("2", "Running")), event("DELETED", podJson("3", "Succeeded"))];
    server.answer(pod("1"), body(changes, "open"));
    expect(await watch()).toEqual(["Pending", "Running", "Succeeded"]);
    expect(server.seen[1]?.path).toBe(
      "/api/v1/namespaces/dbt/pods?watch=true&fieldSelector=metadata.name%3Dprobe&resourceVersion=1&timeoutSeconds=50",
    );
  });

  it("gives nothing when there is none", async () => {
    server.answer(gone);
    expect(await watch()).toEqual([]);
  });

  it("goes on after a watch that ends, without telling the same twice", async () => {
    const changes = body([event("MODIFIED", podJson("2", "Running"))]);
    server.answer(pod("1"), changes, pod("2", "Running"), body([]), pod("3", "Failed"), body([]), gone);
    expect(await watch()).toEqual(["Pending", "Running", "Failed"]);
  });

  it.each<readonly [string, readonly GivenAnswer[]]>([
    ["breaks in the middle of an event", [body(['{"type":"MODI'], "broken")]],
    ["is refused because the version is too old", [statusOf(410, "Expired", "too old resource version")]],
    ["says so in an event", [body([event("ERROR", { kind: "Status", code: 410 })], "open")]],
    ["meets a server that is away for a while", ["hang-up", statusOf(503, "ServiceUnavailable", "x"), "hang-up"]],
    ["gets a page of a proxy", [{ status: 200, text: "<html>", type: "text/html" }]],
  ])("goes on after one that %s", async (_, between) => {
    server.answer(pod("1"), ...between, pod("2", "Running"), body([event("DELETED", podJson("3", "Failed"))], "open"));
    expect(await watch()).toEqual(["Pending", "Running", "Failed"]);
  });

  it("goes on after one that the server never answers", async () => {
    server.answer(pod("1"), "silence", pod("2", "Running"), body([event("DELETED", podJson("3", "Failed"))], "open"));
    const views = await all(watchPod(server.connection(), "dbt", "probe", patient(), atOnce, 200));
    expect(views.map(({ phase }) => phase)).toEqual(["Pending", "Running", "Failed"]);
  });

  it("ends when another pod has taken the name", async () => {
    server.answer(pod("1"), body([]), pod("9", "Pending", "u2"));
    expect(await watch()).toEqual(["Pending"]);
    server.answer(pod("1"), body([event("ADDED", podJson("9", "Running", "u2"))], "open"));
    expect(await watch()).toEqual(["Pending"]);
  });

  it.each([
    ["forbidden", statusOf(403, "Forbidden", "no")],
    ["unauthorized", statusOf(401, "Unauthorized", "no")],
  ])("does not go on when it is %s", async (reason, refusal) => {
    server.answer(pod("1"), refusal);
    await expect(watch()).rejects.toMatchObject({ reason });
    server.answer(refusal);
    await expect(watch()).rejects.toMatchObject({ reason });
  });

  it("ends with the signal, also while the server is away", async () => {
    server.answer(pod("1"), body([], "open"));
    expect(await watch(AbortSignal.timeout(200))).toEqual(["Pending"]);
    server.answer("hang-up");
    expect(await watch(AbortSignal.timeout(200))).toEqual([]);
  });
});
