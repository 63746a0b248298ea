import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import type { Socket } from "node:net";

/** What this process sends out, whichever library does it. */
export type Outgoing = {
  /** Every TCP connection that was tried, as `address:port`. */
  readonly connections: readonly string[];
  /** Every HTTP request, as `METHOD host path`, by node's own client and by fetch. */
  readonly requests: readonly string[];
  readonly stop: () => void;
};

type FetchRequest = { readonly method: string; readonly origin: string; readonly path: string };

/** Records from now on. The attempts are those of the socket itself, after names were resolved. */
export function recordOutgoing(): Outgoing {
  const connections: string[] = [];
  const requests: string[] = [];
  const onSocket = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    socket.on("connectionAttempt", (address: string, port: number) => connections.push(`${address}:${port}`));
    socket.on("error", () => undefined);
  };
  const onRequest = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    requests.push(`${request.method} ${request.host} ${request.path}`);
  };
  const onFetch = (message: unknown) => {
    const { request } = message as { request: FetchRequest };
    requests.push(`${request.method} ${new URL(request.origin).hostname} ${request.path}`);
  };
  subscribe("net.client.socket", onSocket);
  subscribe("http.client.request.start", onRequest);
  subscribe("undici:request:create", onFetch);
  return {
    connections,
    requests,
    stop() {
      unsubscribe("net.client.socket", onSocket);
      unsubscribe("http.client.request.start", onRequest);
      unsubscribe("undici:request:create", onFetch);
    },
  };
}
