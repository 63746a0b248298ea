import { Server as HttpServer } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";

/* As long as Google keeps idle connections: node's own five seconds would cut clients off in the middle of a reuse. */
const keepAliveMs = 600_000;

/** A server that listens on loopback. */
export type Listening = {
  readonly port: number;
  /** Stops listening and breaks every open connection. */
  close(): Promise<void>;
};

/** Makes the server listen on 127.0.0.1; port 0 asks for a free one. Rejects when the port is taken. */
export async function listen(server: Server, port: number): Promise<Listening> {
  if (server instanceof HttpServer) server.keepAliveTimeout = keepAliveMs;
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
