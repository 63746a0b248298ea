import type { Socket } from "node:net";
import ipaddr from "ipaddr.js";
import { readBytes } from "./byte-reader";

/** What a SOCKS5 client asked for. */
export type SocksRequest = { readonly user: string; readonly host: string; readonly port: number };

/** The reply codes of RFC 1928 that the simulator uses. */
export const socksReply = { succeeded: 0, hostUnreachable: 4, refused: 5, commandUnsupported: 7 } as const;

/**
 * Takes a SOCKS5 client (RFC 1928, RFC 1929) up to its request. `known` judges the user name; a client without user name,
 * or with an unknown one, is turned away and the promise rejects. Any password is good.
 */
export async function readSocksRequest(socket: Socket, known: (user: string) => boolean): Promise<SocksRequest> {
  const [version, methodCount = 0] = await readBytes(socket, 2);
  const methods = await readBytes(socket, methodCount);
  if (version !== 5 || !methods.includes(2)) {
    socket.end(Buffer.from([5, 0xff]));
    throw new Error("A SOCKS5 client must offer a user name: it names the place.");
  }
  socket.write(Buffer.from([5, 2]));
  const [, userLength = 0] = await readBytes(socket, 2);
  const user = (await readBytes(socket, userLength)).toString("utf8");
  const [passwordLength = 0] = await readBytes(socket, 1);
  await readBytes(socket, passwordLength);
  if (!known(user)) {
    socket.end(Buffer.from([1, 1]));
    throw new Error(`No place is called ${user}.`);
  }
  socket.write(Buffer.from([1, 0]));
  return { user, ...(await readTarget(socket)) };
}

/** Answers the request; anything but `succeeded` closes the connection. */
export function sendSocksReply(socket: Socket, code: number): void {
  const reply = Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
  if (code === socksReply.succeeded) socket.write(reply);
  else socket.end(reply);
}

async function readTarget(socket: Socket): Promise<{ host: string; port: number }> {
  const [, command, , addressType] = await readBytes(socket, 4);
  if (command !== 1) {
    sendSocksReply(socket, socksReply.commandUnsupported);
    throw new Error("Only CONNECT is supported.");
  }
  const host = await readHost(socket, addressType ?? 0);
  return { host, port: (await readBytes(socket, 2)).readUInt16BE() };
}

async function readHost(socket: Socket, addressType: number): Promise<string> {
  if (addressType === 3) {
    const [length = 0] = await readBytes(socket, 1);
    return (await readBytes(socket, length)).toString("utf8");
  }
  const bytes = await readBytes(socket, addressType === 4 ? 16 : 4);
  return ipaddr.fromByteArray([...bytes]).toString();
}
