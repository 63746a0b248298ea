import type { Socket } from "node:net";

/** Reads exactly `count` bytes and leaves the rest in the socket; rejects when the client leaves first. */
export async function readBytes(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = count === 0 ? Buffer.alloc(0) : socket.read(count);
    if (bytes !== null && bytes.length === count) return bytes;
    await readable(socket);
  }
}

function readable(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      socket.off("readable", onReadable).off("end", onEnd).off("close", onEnd);
      if (error) reject(error);
      else resolve();
    };
    const onReadable = () => settle();
    const onEnd = () => settle(new Error("The client left during the handshake."));
    socket.on("readable", onReadable).on("end", onEnd).on("close", onEnd);
  });
}
