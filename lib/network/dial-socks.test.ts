import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createProxy } from "@/lib/simulator/network/proxy";
import { dial } from "./dial";

const open: Server[] = [];
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of open.splice(0)) server.close();
});

/** A SOCKS5 proxy whose way to everything is this. */
async function socksProxy(behaviour: "connect" | "drop" | "refuse" | "unreachable"): Promise<string> {
  const server = createProxy({
    route: () =>
      behaviour === "connect"
        ? ({ behaviour, reason: "", destination: {} } as never)
        : { behaviour, reason: "as the test wants it" },
    accept: (socket) => socket.end("hello"),
    delay: async () => undefined,
  });
  return listening(server);
}

async function listening(server: Server): Promise<string> {
  open.push(server);
  server.on("connection", (socket) => sockets.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `socks5://office:x@127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const target = (proxyUrl: string) => ({ host: "34.78.1.2", port: 443, proxyUrl });

describe("dial through SOCKS5", () => {
  it("hands over the tunnel", async () => {
    const dialled = await dial(target(await socksProxy("connect")), AbortSignal.timeout(5_000));
    if (dialled.outcome !== "connected") throw new Error(dialled.outcome);
    dialled.socket.resume();
    const [chunk] = (await once(dialled.socket, "data")) as [Buffer];
    expect(chunk.toString()).toBe("hello");
    dialled.socket.destroy();
  });

  it.each([
    ["refuse", "refused"],
    ["unreachable", "unreachable"],
  ] as const)("reads %s as %s", async (behaviour, outcome) => {
    expect(await dial(target(await socksProxy(behaviour)), AbortSignal.timeout(5_000))).toMatchObject({ outcome });
  });

  it("ends when the signal fires, and leaves no connection to the proxy behind", async () => {
    const proxyUrl = await socksProxy("drop");
    const dialled = await dial(target(proxyUrl), AbortSignal.timeout(50));
    expect(dialled).toMatchObject({ outcome: "timed-out" });
    const [socket] = sockets;
    if (socket && !socket.destroyed) await once(socket, "close");
    expect(socket?.destroyed).toBe(true);
  });

  it("says that the proxy does not speak SOCKS, or is down", async () => {
    const deaf = await listening(createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
    expect(await dial(target(deaf), AbortSignal.timeout(5_000))).toMatchObject({ outcome: "proxy-failed" });
    const gone = createServer();
    const proxyUrl = await listening(gone);
    await new Promise((resolve) => gone.close(resolve));
    expect(await dial(target(proxyUrl), AbortSignal.timeout(5_000))).toMatchObject({ outcome: "proxy-failed" });
  });
});
