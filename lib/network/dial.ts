import { type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { SocksClient } from "socks";

/** Where to dial, and the proxy that stands in between. */
export type DialTarget = {
  readonly host: string;
  readonly port: number;
  /** `http://user:password@host:port` or `socks5://…`; undefined: directly. */
  readonly proxyUrl: string | undefined;
  /** What `host` resolved to when it was checked: dialled in its place, but not through a proxy, which resolves by itself. */
  readonly address?: string | undefined;
};

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

function direct({ host, port, address }: DialTarget, signal: AbortSignal): Promise<DialOutcome> {
  return new Promise((resolve) => {
    const socket = connect({ host: address ?? host, port, signal, autoSelectFamily: false });
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
      void refusalText(response, socket).then((text) => resolve(refusedByProxy(response.statusCode ?? 0, text)));
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

const refusalLimit = 2_048;

/** The proxy's status line and, for a little while, the beginning of what it says after it. Ends the connection. */
async function refusalText(response: IncomingMessage, socket: Socket): Promise<string> {
  const status = [response.statusMessage ?? "", String(response.headers["x-squid-error"] ?? "")];
  const patience = setTimeout(() => socket.destroy(), 250);
  let body = "";
  try {
    for await (const chunk of socket) {
      body += String(chunk);
      if (body.length > refusalLimit) break;
    }
  } catch {
    /* What was said before the connection broke is enough. */
  }
  clearTimeout(patience);
  socket.destroy();
  const [line = ""] = body.split("\n", 1);
  return [...status, /^[ -~]{1,200}$/.test(line.trim()) ? line.trim() : ""].filter(Boolean).join(": ");
}

/** A proxy that could not connect says 502 or 503 and, as squid does, why; 504 is its own time-out. */
function refusedByProxy(status: number, text: string): DialOutcome {
  if (status === 504) return { outcome: "timed-out", detail: `the proxy gave up: ${status} ${text}` };
  if (/refused|ERR_CONNECT_FAIL 111/i.test(text))
    return { outcome: "refused", detail: `by way of the proxy: ${status} ${text}` };
  return { outcome: "proxy-failed", detail: `the proxy answered ${status} ${text}` };
}

async function throughSocks({ host, port }: DialTarget, proxy: URL, signal: AbortSignal): Promise<DialOutcome> {
  const way = { host: proxy.hostname, port: Number(proxy.port || 1080), proxyUrl: undefined };
  const dialled = await direct(way, signal);
  if (dialled.outcome !== "connected") {
    return signal.aborted
      ? timedOut
      : { outcome: "proxy-failed", detail: `the proxy ${proxy.host}: ${dialled.detail}` };
  }
  try {
    const { socket } = await SocksClient.createConnection({
      command: "connect",
      destination: { host, port },
      existing_socket: dialled.socket,
      proxy: {
        host: way.host,
        port: way.port,
        type: 5,
        ...(proxy.username && {
          userId: decodeURIComponent(proxy.username),
          password: decodeURIComponent(proxy.password),
        }),
      },
      /* The signal ends the connection to the proxy, and the attempt with it; this is only more than any deadline. */
      timeout: 60_000,
    });
    return { outcome: "connected", socket };
  } catch (error) {
    dialled.socket.destroy();
    if (signal.aborted) return timedOut;
    const detail = error instanceof Error ? error.message : String(error);
    if (/ConnectionRefused|refused by destination/i.test(detail))
      return { outcome: "refused", detail: `by way of the proxy: ${detail}` };
    return /HostUnreachable|NetworkUnreachable/.test(detail)
      ? { outcome: "unreachable", detail: `by way of the proxy: ${detail}` }
      : { outcome: "proxy-failed", detail: `the proxy ${proxy.host}: ${detail}` };
  }
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
