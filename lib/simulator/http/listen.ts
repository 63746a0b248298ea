import type { AddressInfo, Server, Socket } from "node:net";

/** A server that listens on loopback. */
export type Listening = {
  readonly port: number;
  /** Stops listening and breaks every open connection. */
  close(): Promise<void>;
};

/** Makes the server listen on 127.0.0.1; port 0 asks for a free one. Rejects when the port is taken. */
export async function listen(server: Server, port: number): Promise<Listening> {
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
