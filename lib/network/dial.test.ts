import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { dial } from "./dial";

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(server: Server): Promise<number> {
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** An HTTP proxy that answers CONNECT as told: a status line, a real tunnel, or nothing at all. */
async function proxy(answer: string | "tunnel" | "silence"): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createHttpServer().on("connect", (request, socket) => {
    asked.push(`${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    socket.on("error", () => socket.destroy());
    if (answer === "silence") return void socket.resume().on("end", () => socket.end());
    if (answer !== "tunnel") return void socket.end(`HTTP/1.1 ${answer}${answer.includes("\r\n") ? "" : "\r\n\r\n"}`);
    const [host, port] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
  });
  const port = await listen(server);
  return { url: `http://office:secret@127.0.0.1:${port}`, asked };
}

const patient = () => AbortSignal.timeout(5_000);

describe("dial", () => {
  it("connects directly", async () => {
    const port = await listen(createServer((socket) => socket.end()));
    const dialled = await dial({ host: "127.0.0.1", port, proxyUrl: undefined }, patient());
    expect(dialled.outcome).toBe("connected");
    if (dialled.outcome === "connected") dialled.socket.destroy();
  });

  it("tells a refusal from silence", async () => {
    const port = await listen(createServer());
    await new Promise((resolve) => open.splice(0)[0]?.close(resolve));
    expect(await dial({ host: "127.0.0.1", port, proxyUrl: undefined }, patient())).toMatchObject({
      outcome: "refused",
    });
  });

  it("tunnels through an HTTP proxy, with its user name", async () => {
    const port = await listen(createServer((socket) => socket.end("hello")));
    const { url, asked } = await proxy("tunnel");
    const dialled = await dial({ host: "127.0.0.1", port, proxyUrl: url }, patient());
    expect(asked).toEqual([`127.0.0.1:${port} Basic ${Buffer.from("office:secret").toString("base64")}`]);
    if (dialled.outcome !== "connected") throw new Error(dialled.outcome);
    const [chunk] = (await once(dialled.socket, "data")) as [Buffer];
    expect(chunk.toString()).toBe("hello");
    dialled.socket.destroy();
  });

  it.each([
    ["502 Connection refused", "refused"],
    ["502 Bad Gateway\r\n\r\nConnection refused: nothing listens there", "refused"],
    ["503 Service Unavailable\r\nX-Squid-Error: ERR_CONNECT_FAIL 111\r\n\r\n", "refused"],
    ["502 Bad Gateway\r\n\r\nHost unreachable", "proxy-failed"],
    ["502 Bad Gateway\r\nContent-Length: 9\r\n\r\n", "proxy-failed"],
    ["504 Gateway Timeout", "timed-out"],
    ["403 Forbidden", "proxy-failed"],
    ["407 Proxy Authentication Required", "proxy-failed"],
  ])("reads the proxy's %s as %s", async (answer, outcome) => {
    const { url } = await proxy(answer);
    expect(await dial({ host: "34.78.1.2", port: 443, proxyUrl: url }, patient())).toMatchObject({ outcome });
  });

  it("ends when the signal fires while the proxy says nothing", async () => {
    const { url } = await proxy("silence");
    const dialled = dial({ host: "34.78.1.2", port: 443, proxyUrl: url }, AbortSignal.timeout(50));
    expect(await dialled).toMatchObject({ outcome: "timed-out" });
  });

  it("says that the proxy itself is down", async () => {
    const port = await listen(createServer());
    await new Promise((resolve) => open.splice(0)[0]?.close(resolve));
    const proxyUrl = `http://127.0.0.1:${port}`;
    expect(await dial({ host: "34.78.1.2", port: 443, proxyUrl }, patient())).toMatchObject({
      outcome: "proxy-failed",
    });
  });

  it("dials the address that was checked in place of the name", async () => {
    const port = await listen(createServer((socket) => socket.end()));
    const target = { host: "gke-0.europe-west1.gke.goog", address: "127.0.0.1", port, proxyUrl: undefined };
    const dialled = await dial(target, patient());
    expect(dialled.outcome).toBe("connected");
    if (dialled.outcome === "connected") dialled.socket.destroy();
  });

  it("never dials when the time is already over", async () => {
    expect(await dial({ host: "127.0.0.1", port: 9, proxyUrl: undefined }, AbortSignal.abort())).toMatchObject({
      outcome: "timed-out",
    });
  });
});
