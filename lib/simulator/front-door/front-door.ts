import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { connect } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import { assertionHeader } from "@/lib/simulator/people/identity-aware-proxy";
import { people, type SimulatedPerson } from "@/lib/simulator/people/people";
import { personHeader, personOfRequest } from "@/lib/simulator/people/person-of-request";
import { findPlace, type Place, places } from "@/lib/simulator/places";

/** The address of the simulated load balancer's forwarding rule: the last one in `X-Forwarded-For`. */
export const loadBalancerAddress = "34.120.48.22";

type Options = {
  /** `http://127.0.0.1:PORT` of the product; undefined while it is not known. */
  readonly target: () => string | undefined;
  /** Where people are who say nothing else. */
  readonly place: () => Place;
  /** Who people are who say nothing else. */
  readonly person: () => SimulatedPerson;
  /** What Identity-Aware Proxy signs of them. */
  readonly assertion: (person: SimulatedPerson) => string;
};

type Caller = { readonly place: Place; readonly assertion: string | undefined };

/* Of a backend service without Identity-Aware Proxy: terminals have no account's cookies there. */
const unprotected = /^\/p\//;

const hopByHop = ["connection", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade"];

/**
 * The load balancer in front of the product, with Identity-Aware Proxy. It appends the caller's and its own address to
 * `X-Forwarded-For`, as Google's does, takes away every `x-goog-…` that a client sent, says in a signed one who asks, and
 * streams both ways. The caller's place: header `x-sandbox-place`, cookie `sandbox-place`, the present place; who it is
 * goes the same way. Paths below `/p/` are of another backend service, which is open.
 */
export function createFrontDoor(options: Options): Server {
  const server = createServer((incoming, outgoing) => {
    const named = incoming.headers["x-sandbox-place"];
    const place = named === undefined ? cookiePlace(incoming) : findPlace(String(named));
    if (named !== undefined && !place) {
      sendPage(outgoing, 400, "No such place", `Places: ${places.map(({ id }) => id).join(", ")}.`);
      return;
    }
    const person = personOfRequest(incoming.headers, options.person());
    if (!person) {
      sendPage(outgoing, 400, "No such person", `People: ${people.map(({ id }) => id).join(", ")}.`);
      return;
    }
    const assertion = unprotected.test(incoming.url ?? "") ? undefined : options.assertion(person);
    const target = options.target();
    if (target === undefined) sendNotUp(outgoing);
    else forward(target, { place: place ?? options.place(), assertion }, incoming, outgoing);
  });
  return server.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = options.target();
    if (target === undefined) socket.destroy();
    else forwardUpgrade(target, incoming, socket, head);
  });
}

/** Development reloads pages over a WebSocket: once the request is through, bytes go both ways as they come. */
function forwardUpgrade(target: string, incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
  const url = new URL(target);
  const upstream = connect(Number(url.port), url.hostname, () => {
    const headers = incoming.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
    );
    upstream.write([`${incoming.method} ${incoming.url} HTTP/1.1`, ...headers, "", ""].join("\r\n"));
    upstream.write(head);
    pipeline(upstream, socket, () => {});
    pipeline(socket, upstream, () => {});
  });
  upstream.on("error", () => socket.destroy());
}

/** The header as the load balancer leaves it: whatever came, then the caller as it sees them, then itself. */
export function forwardedFor(received: string | undefined, place: Place): string {
  const caller = place.internalAddress ?? place.publicAddress;
  return [...(received ? [received] : []), caller, loadBalancerAddress].join(", ");
}

function forward(target: string, caller: Caller, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const url = new URL(target);
  const upstream = request({
    host: url.hostname,
    port: url.port,
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: forwardedHeaders(incoming.headers, caller),
  });
  upstream.on("response", (response) => {
    outgoing.writeHead(response.statusCode ?? 502, endToEnd(response.headers));
    outgoing.flushHeaders();
    pipeline(response, outgoing, () => {});
  });
  upstream.on("error", () => (outgoing.headersSent ? outgoing.destroy() : sendNotUp(outgoing)));
  outgoing.on("close", () => upstream.destroy());
  upstream.flushHeaders();
  pipeline(incoming, upstream, () => {});
}

function forwardedHeaders(headers: IncomingHttpHeaders, { place, assertion }: Caller): IncomingHttpHeaders {
  const { "x-sandbox-place": _place, [personHeader]: _person, ...rest } = endToEnd(headers);
  return {
    ...withoutGoogles(rest),
    ...(assertion === undefined ? {} : { [assertionHeader]: assertion }),
    "x-forwarded-for": forwardedFor(headers["x-forwarded-for"]?.toString(), place),
    "x-forwarded-proto": "http",
    via: [headers.via, "1.1 google"].filter(Boolean).join(", "),
  };
}

function withoutGoogles(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith("x-goog-")));
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)));
}

function cookiePlace({ headers }: IncomingMessage): Place | undefined {
  return findPlace(/(?:^|;\s*)sandbox-place=([^;]*)/.exec(headers.cookie ?? "")?.[1]);
}

function sendNotUp(outgoing: ServerResponse): void {
  sendPage(
    outgoing,
    502,
    "Drawbridge is not up yet",
    "The load balancer works, but nothing answers behind it. Try again in a moment.",
  );
}

function sendPage(outgoing: ServerResponse, status: number, title: string, text: string): void {
  outgoing.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  outgoing.end(`<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>\n`);
}
