import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isKubernetesError, KubernetesError } from "./kubernetes-error";
import { readerOver } from "./reader";
import type { GivenAnswer } from "./testing";
import { type ApiServerUnderTest, startApiServer, statusOf, testHost, testToken } from "./testing";
import { writerOver } from "./writer";

let server: ApiServerUnderTest;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const soon = () => AbortSignal.timeout(300);
const patient = () => AbortSignal.timeout(10_000);
const html: GivenAnswer = { status: 404, text: "<html>Not found</html>", type: "text/html" };

describe("what a call ends with", () => {
  type Row = readonly [string, GivenAnswer, reading: string, writing: string];
  const rows: readonly Row[] = [
    ["no such thing", statusOf(404, "NotFound", "namespaces not found"), "not-found", "not-found"],
    ["no right", statusOf(403, "Forbidden", "no"), "forbidden", "forbidden"],
    ["no right, by a front end", { status: 403, text: "<html>", type: "text/html" }, "forbidden", "forbidden"],
    ["no login", statusOf(401, "Unauthorized", "Unauthorized"), "unauthorized", "unauthorized"],
    ["somebody was faster", statusOf(409, "Conflict", "modified"), "conflict", "conflict"],
    ["it is there", statusOf(409, "AlreadyExists", "there"), "already-exists", "already-exists"],
    ["no valid object", statusOf(422, "Invalid", "spec"), "invalid", "invalid"],
    ["a bad request", statusOf(400, "BadRequest", "unknown"), "invalid", "invalid"],
    ["too many requests", statusOf(429, "TooManyRequests", "later"), "unavailable", "unavailable"],
    ["a broken server", statusOf(500, "InternalError", "oops"), "unavailable", "unknown-outcome"],
    ["a server that is away", statusOf(503, "ServiceUnavailable", "later"), "unavailable", "unknown-outcome"],
    ["a page that says 404", html, "invalid-answer", "invalid-answer"],
    ["a page", { status: 200, text: "<html>", type: "text/html" }, "invalid-answer", "unknown-outcome"],
    ["something else", { status: 200, json: {} }, "invalid-answer", "unknown-outcome"],
    [
      "half an answer",
      { status: 200, text: '{"kind":', type: "application/json" },
      "invalid-answer",
      "unknown-outcome",
    ],
    ["a connection that ends", "hang-up", "unavailable", "unknown-outcome"],
    ["silence", "silence", "timed-out", "unknown-outcome"],
  ];

  it.each(rows)("%s", async (_, given, reading, writing) => {
    const connection = server.connection();
    server.answer(given);
    const read = readerOver(connection).pods("dbt", {}, given === "silence" ? soon() : patient());
    await expect(read).rejects.toMatchObject({ name: "KubernetesError", reason: reading });
    expect(server.seen).toHaveLength(1);
    server.answer(given);
    const write = writerOver(connection).createNamespace("dbt", given === "silence" ? soon() : patient());
    await expect(write).rejects.toMatchObject({ name: "KubernetesError", reason: writing });
    expect(server.seen).toHaveLength(1);
  });

  it("a refused connection, for both: nothing was sent", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => closed.once("listening", resolve));
    const address = closed.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await new Promise((resolve) => closed.close(resolve));
    const connection = server.connection({ port });
    const message = "the connection failed (ECONNREFUSED)";
    const error = { reason: "unreachable", message };
    await expect(readerOver(connection).pods("dbt", {}, patient())).rejects.toMatchObject(error);
    await expect(writerOver(connection).createNamespace("dbt", patient())).rejects.toMatchObject(error);
  });

  it("an answer that does not end, for a write: nobody knows", async () => {
    const begun: GivenAnswer = (response) => {
      response.writeHead(201, { "content-type": "application/json" });
      response.write("{");
    };
    server.answer(begun);
    const write = writerOver(server.connection()).createNamespace("dbt", soon());
    await expect(write).rejects.toMatchObject({ reason: "unknown-outcome" });
  });

  it("an answer that is too long", async () => {
    server.answer({ status: 200, text: " ".repeat(17 * 1024 * 1024), type: "application/json" });
    await expect(readerOver(server.connection()).pods("dbt", {}, patient())).rejects.toMatchObject({
      reason: "invalid-answer",
    });
  });

  it.each(["..", "a/b", "", "A", "a?b", "a".repeat(254), "-a"])("the name %j, without asking", async (name) => {
    server.answer({ status: 200, json: {} });
    await expect(readerOver(server.connection()).namespace(name, patient())).rejects.toMatchObject({
      reason: "invalid",
    });
    await expect(writerOver(server.connection()).createNamespace(name, patient())).rejects.toMatchObject({
      reason: "invalid",
    });
    expect(server.seen).toEqual([]);
  });

  it("is known by its name, also from another copy of the module", () => {
    const other = Object.assign(new Error("x"), { name: "KubernetesError", reason: "conflict" });
    expect(
      [other, new KubernetesError("invalid", ""), new Error("KubernetesError"), "x"].map(isKubernetesError),
    ).toEqual([true, true, false, false]);
  });
});

describe("secrets", () => {
  it("are in no message, whoever sends them back", async () => {
    server.answer(statusOf(403, "Forbidden", `you sent Bearer ${testToken}, see https://me:pass@proxy/`));
    const error = await readerOver(server.connection())
      .pods("dbt", {}, patient())
      .catch((thrown: unknown) => thrown);
    expect(server.seen[0]?.token).toBe(`Bearer ${testToken}`);
    expect(String(error)).toContain("you sent [redacted] see https[redacted]proxy/");
    expect(JSON.stringify(error)).not.toContain("very-Secret");
    server.answer(statusOf(403, "Forbidden", "the header ya29.somebody-elses is not welcome"));
    await expect(readerOver(server.connection()).pods("dbt", {}, patient())).rejects.toThrow(
      "the header [redacted] is not welcome",
    );
  });
});

describe("the connection", () => {
  beforeEach(() => server.answer({ status: 200, json: { items: [] } }));
  const read = (changes: Parameters<ApiServerUnderTest["connection"]>[0]) =>
    readerOver(server.connection(changes)).pods("dbt", {}, patient());

  it("goes to the address that was checked, under the name", async () => {
    expect(await read({ host: testHost, address: "127.0.0.1" })).toEqual([]);
    await expect(read({ host: testHost })).rejects.toMatchObject({ reason: "unreachable" });
  });

  it.each([undefined, "0"])("does not trust another CA, with NODE_TLS_REJECT_UNAUTHORIZED=%s", async (value) => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    if (value !== undefined) process.env.NODE_TLS_REJECT_UNAUTHORIZED = value;
    try {
      await expect(read({ ca: "other" })).rejects.toMatchObject({ reason: "unreachable" });
      const write = writerOver(server.connection({ ca: "other" })).createNamespace("dbt", patient());
      await expect(write).rejects.toMatchObject({ reason: "unreachable" });
      const log = readerOver(server.connection({ ca: "other" })).log("dbt", "p", "c", { follow: true }, patient());
      await expect(log[Symbol.asyncIterator]().next()).rejects.toMatchObject({ reason: "unreachable" });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
    expect(server.seen).toEqual([]);
  });

  it("does not trust a certificate for another name", async () => {
    await expect(read({ host: "other.test", address: "127.0.0.1" })).rejects.toMatchObject({ reason: "unreachable" });
    expect(server.seen).toEqual([]);
  });
});
