import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { SocksClient, SocksClientError } from "socks";

/** Where to dial, and the proxy that stands in between (`http://user:password@host:port` or `socks5://…`). */
export type DialTarget = { readonly host: string; readonly port: number; readonly proxyUrl: string | undefined };

export type DialOutcome =
  | { readonly outcome: "connected"; readonly socket: Socket }
  | { readonly outcome: "timed-out" | "refused" | "unreachable" | "proxy-failed"; readonly detail: string };

/**
 * Opens one TCP connection, directly or through the proxy, and says how it ended.
 * The signal is the only timer: when it fires first, the outcome is `timed-out`. Never throws for network reasons.
 */
export async function dial(target: DialTarget, signal: AbortSignal): Promise<DialOutcome> {
  if (signal.aborted) return timedOut;
  if (!target.proxyUrl) return direct(target, signal);
  const proxy = new URL(target.proxyUrl);
  return proxy.protocol.startsWith("socks")
    ? throughSocks(target, proxy, signal)
    : throughConnect(target, proxy, signal);
}

const timedOut: DialOutcome = { outcome: "timed-out", detail: "no answer before the deadline" };

function direct({ host, port }: DialTarget, signal: AbortSignal): Promise<DialOutcome> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal, autoSelectFamily: false });
    socket.once("connect", () => resolve({ outcome: "connected", socket }));
    socket.once("error", (error) => resolve(signal.aborted ? timedOut : outcomeOf(error)));
  });
}

function throughConnect({ host, port }: DialTarget, proxy: URL, signal: AbortSignal): Promise<DialOutcome> {
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const headers: Record<string, string> = { host: authority };
  if (proxy.username) headers["proxy-authorization"] = `Basic ${Buffer.from(credentials).toString("base64")}`;

  return new Promise((resolve) => {
    const attempt = request({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: "CONNECT",
      path: authority,
      headers,
      agent: false,
      signal,
    });
    attempt.once("connect", (response, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      if (response.statusCode === 200) return resolve({ outcome: "connected", socket });
      socket.destroy();
      resolve(refusedByProxy(response.statusCode ?? 0, response.statusMessage ?? ""));
    });
    attempt.once("response", (response) => {
      response.resume();
      resolve(refusedByProxy(response.statusCode ?? 0, response.statusMessage ?? ""));
    });
    attempt.once("error", (error) =>
      resolve(
        signal.aborted ? timedOut : { outcome: "proxy-failed", detail: `the proxy ${proxy.host}: ${error.message}` },
      ),
    );
    attempt.end();
  });
}

/** A proxy that could not connect says 502 or 503 and, as squid does, why; 504 is its own time-out. */
function refusedByProxy(status: number, text: string): DialOutcome {
  if (status === 504) return { outcome: "timed-out", detail: `the proxy gave up: ${status} ${text}` };
  if (/refused/i.test(text)) return { outcome: "refused", detail: `by way of the proxy: ${status} ${text}` };
  return { outcome: "proxy-failed", detail: `the proxy answered ${status} ${text}` };
}

async function throughSocks({ host, port }: DialTarget, proxy: URL, signal: AbortSignal): Promise<DialOutcome> {
  const attempt = SocksClient.createConnection({
    command: "connect",
    destination: { host, port },
    proxy: {
      host: proxy.hostname,
      port: Number(proxy.port || 1080),
      type: 5,
      ...(proxy.username && {
        userId: decodeURIComponent(proxy.username),
        password: decodeURIComponent(proxy.password),
      }),
    },
    /* The signal below is the deadline; this only frees what a lost race leaves behind. */
    timeout: 60_000,
  });
  const expired = new Promise<DialOutcome>((resolve) => {
    signal.addEventListener("abort", () => resolve(timedOut), { once: true });
  });
  const settled = attempt.then(
    ({ socket }): DialOutcome => {
      if (signal.aborted) socket.destroy();
      return { outcome: "connected", socket };
    },
    (error: unknown): DialOutcome => {
      const detail = error instanceof Error ? error.message : String(error);
      if (/ConnectionRefused|refused by destination/i.test(detail))
        return { outcome: "refused", detail: `by way of the proxy: ${detail}` };
      return error instanceof SocksClientError && /HostUnreachable|NetworkUnreachable/.test(detail)
        ? { outcome: "unreachable", detail: `by way of the proxy: ${detail}` }
        : { outcome: "proxy-failed", detail: `the proxy ${proxy.host}: ${detail}` };
    },
  );
  return Promise.race([settled, expired]);
}

function outcomeOf(error: NodeJS.ErrnoException): DialOutcome {
  switch (error.code) {
    case "ECONNREFUSED":
    case "ECONNRESET":
      return { outcome: "refused", detail: error.message };
    case "ETIMEDOUT":
      return { outcome: "timed-out", detail: error.message };
    default:
      return { outcome: "unreachable", detail: error.message };
  }
}
