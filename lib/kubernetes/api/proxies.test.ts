import { once } from "node:events";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createProxy } from "@/lib/simulator/network/proxy";
import { readerOver } from "./reader";
import { type ApiServerUnderTest, startApiServer, testHost } from "./testing";
import { writerOver } from "./writer";

let server: ApiServerUnderTest;
const proxies: Server[] = [];
const sockets: Socket[] = [];
beforeAll(async () => {
  server = await startApiServer();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const proxy of proxies.splice(0)) proxy.close();
});
afterAll(() => server.close());

type Behaviour = "connect" | "refuse" | "drop";

/** A proxy for HTTP CONNECT and SOCKS5 that knows one way: to the server under test. */
async function proxyUrl(scheme: string, behaviour: Behaviour): Promise<string> {
  const proxy = createProxy({
    route: () =>
      behaviour === "connect"
        ? ({ behaviour, reason: "", destination: {} } as never)
        : { behaviour, reason: "as the test wants it" },
    accept: (socket) => {
      const upstream = connect(server.port, "127.0.0.1");
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
      socket.pipe(upstream).pipe(socket);
    },
    delay: async () => undefined,
  });
  proxies.push(proxy);
  proxy.on("connection", (socket) => sockets.push(socket));
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return `${scheme}://office:pass-Word@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

const signal = (milliseconds = 10_000) => AbortSignal.timeout(milliseconds);

describe.each(["http", "socks5"])("through a proxy (%s)", (scheme) => {
  const connection = async (behaviour: Behaviour) =>
    server.connection({ host: testHost, address: "127.0.0.1", proxyUrl: await proxyUrl(scheme, behaviour) });

  it("reads, writes and follows a log", async () => {
    const through = await connection("connect");
    server.answer({ status: 200, json: { items: [] } });
    expect(await readerOver(through).pods("dbt", {}, signal())).toEqual([]);
    server.answer({ status: 201, json: { metadata: { name: "dbt", uid: "u" } } });
    expect(await writerOver(through).createNamespace("dbt", signal())).toMatchObject({ uid: "u" });
    server.answer({ status: 200, text: "one\n" });
    const lines = readerOver(through).log("dbt", "p", "c", { follow: true }, signal());
    expect((await lines[Symbol.asyncIterator]().next()).value).toBe("one");
  });

  it("knows that a write which got through may have been carried out", async () => {
    server.answer("hang-up");
    const write = writerOver(await connection("connect")).createNamespace("dbt", signal());
    await expect(write).rejects.toMatchObject({ reason: "unknown-outcome" });
  });

  it("knows that one which did not get through was not, and tells no password", async () => {
    server.answer({ status: 200, json: {} });
    for (const behaviour of ["refuse", "drop"] as const) {
      const write = writerOver(await connection(behaviour)).createNamespace("dbt", signal(500));
      const error = await write.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ reason: behaviour === "drop" ? "timed-out" : "unreachable" });
      expect(String(error)).not.toContain("pass-Word");
    }
    expect(server.seen).toEqual([]);
  });
});
