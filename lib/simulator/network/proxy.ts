import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Destination } from "@/lib/simulator/cluster/simulated-cluster";
import { findPlace, type Place, places } from "@/lib/simulator/places";
import type { Route } from "./route";
import { readSocksRequest, sendSocksReply, socksReply } from "./socks";

/** What the proxy needs from the simulated world. */
export type ProxyWorld = {
  readonly route: (place: Place, host: string, port: number) => Route;
  /** Serves a connection that got through. */
  readonly accept: (socket: Duplex, destination: Destination, intercepted: boolean) => void;
  /** Awaited before each connection: injected latency. */
  readonly delay: () => Promise<void>;
};

/**
 * The way into the simulated network: HTTP CONNECT and SOCKS5 on one port, told apart by the first byte. The user name is
 * the place a connection comes from. A dropped connection gets no answer until the client gives up.
 */
export function createProxy(world: ProxyWorld): Server {
  const http = createHttpServer((_request, response) => {
    response.writeHead(405, { "content-type": "text/plain" }).end("This proxy connects (HTTP CONNECT, SOCKS5) only.\n");
  });
  http.on("connect", (request, socket, head) => {
    if (head.length > 0) socket.unshift(head);
    void connectByHttp(world, request, socket).catch(() => socket.destroy());
  });
  return createServer((socket) => {
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === 5) void connectBySocks(world, socket).catch(() => socket.end());
      else {
        http.emit("connection", socket);
        socket.resume();
      }
    });
  });
}

async function connectByHttp(world: ProxyWorld, request: IncomingMessage, socket: Duplex): Promise<void> {
  socket.on("error", () => socket.destroy());
  const place = findPlace(proxyUser(request));
  if (!place) {
    const text = `The proxy's user name is the place you connect from: ${placeNames()}.\n`;
    socket.end(httpAnswer("407 Proxy Authentication Required", text, 'Proxy-Authenticate: Basic realm="place"\r\n'));
    return;
  }
  const target = new URL(`connect://${request.url ?? ""}`);
  await world.delay();
  const found = world.route(place, target.hostname, Number(target.port || 443));
  if (found.behaviour === "drop") hang(socket);
  else if (found.behaviour === "refuse")
    socket.end(httpAnswer("502 Bad Gateway", `Connection refused: ${found.reason}\n`));
  else if (!found.destination) socket.end(httpAnswer("502 Bad Gateway", `Host unreachable: ${found.reason}\n`));
  else {
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    join(world, socket, found.destination, found.behaviour);
  }
}

async function connectBySocks(world: ProxyWorld, socket: Socket): Promise<void> {
  const request = await readSocksRequest(socket, (user) => findPlace(user) !== undefined);
  const place = findPlace(request.user);
  if (!place) return;
  await world.delay();
  const found = world.route(place, request.host, request.port);
  if (found.behaviour === "drop") hang(socket);
  else if (found.behaviour === "refuse") sendSocksReply(socket, socksReply.refused);
  else if (!found.destination) sendSocksReply(socket, socksReply.hostUnreachable);
  else {
    sendSocksReply(socket, socksReply.succeeded);
    join(world, socket, found.destination, found.behaviour);
  }
}

/** The TCP connection stands; what the far end does with it. */
function join(world: ProxyWorld, socket: Duplex, destination: Destination, behaviour: Route["behaviour"]): void {
  if (behaviour === "stall-tls") hang(socket);
  else if (behaviour === "close-tls") socket.once("data", () => socket.end());
  else world.accept(socket, destination, behaviour === "intercept-tls");
}

/** Keeps the connection without an answer; reading on is what notices that the client left. */
function hang(socket: Duplex): void {
  socket.on("error", () => socket.destroy());
  socket.on("end", () => socket.destroy());
  socket.resume();
}

function proxyUser({ headers }: IncomingMessage): string | undefined {
  const encoded = /^Basic (\S+)$/i.exec(headers["proxy-authorization"] ?? "")?.[1];
  return encoded ? Buffer.from(encoded, "base64").toString("utf8").split(":")[0] : undefined;
}

function httpAnswer(status: string, text: string, headers = ""): string {
  const length = Buffer.byteLength(text);
  return `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n${headers}Connection: close\r\n\r\n${text}`;
}

function placeNames(): string {
  return places.map(({ id }) => id).join(", ");
}
