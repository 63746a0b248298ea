import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import next from "next";
import { peerHeader } from "@/lib/auth/client-address";
import { openApiDocument, publishedMethods } from "@/lib/services/openapi";
import { answerClientError } from "./client-error";
import { createRuntime } from "./create-runtime";
import { type Env, readEnv } from "./env";
import { turnedAway } from "./gate";
import { provideRuntime, type Runtime } from "./runtime";
import { serveProbes } from "./serve-probes";
import { speakInProblems } from "./speak-in-problems";
import { version } from "./version";

/* What is still open after this is cut off: streams have ended by then, and idle connections are no reason to wait. */
const graceMs = 1_000;
const requestTimeoutMs = 30_000;
/* Longer than the 600 s that a Google load balancer keeps a connection idle: whoever closes first must not be us. */
const keepAliveMs = 620_000;

/** Starts Drawbridge. Prints one JSON line `{"ready":"http://…"}` when it answers, and stops on SIGTERM and SIGINT, with `--exit-with-parent` also when its standard input ends. */
async function main(): Promise<void> {
  const env = readEnv();
  const { PORT, HOST: hostname, DRAWBRIDGE_ROLE: role } = env;
  const running = await createRuntime(env);
  provideRuntime(running);
  const { serve, upgrade } = role === "applier" ? probesOf(running) : await pagesAndHandlers(env);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    nameThePeer(request);
    if (!(await turnedAway(request, response, running.identity))) await serve(request, response);
  };
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      running.log.error({ reason: String(error) }, "request failed");
      response.destroy();
    });
  });
  if (upgrade) server.on("upgrade", upgrade);
  server.keepAliveTimeout = keepAliveMs;
  server.on("clientError", answerClientError);
  server.listen(PORT, hostname, () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`${JSON.stringify({ ready: readyUrl(hostname, port), mode: running.mode })}\n`);
    if (role !== "applier") void warmUp(running, hostname, port);
  });
  server.on("error", (error: NodeJS.ErrnoException) =>
    fail(error.code === "EADDRINUSE" ? `Port ${PORT} is in use. Set PORT to another one.` : error.message),
  );

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    const closed = new Promise((resolve) => server.close(resolve));
    const grace = setTimeout(() => server.closeAllConnections(), graceMs);
    server.closeIdleConnections();
    await running.close();
    await closed;
    clearTimeout(grace);
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
  if (process.argv.includes("--exit-with-parent")) process.stdin.resume().once("end", () => void stop());
}

type Serving = {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly upgrade?: ReturnType<ReturnType<typeof next>["getUpgradeHandler"]>;
};

async function pagesAndHandlers({ PORT, HOST: hostname, NODE_ENV }: Env): Promise<Serving> {
  const dev = NODE_ENV === "development";
  const app = next({ dev, dir: process.cwd(), hostname, port: PORT, quiet: true });
  await app.prepare();
  const answer = app.getRequestHandler();
  const methodsOf = publishedMethods(openApiDocument(version));
  const serve: Serving["serve"] = (request, response) => {
    speakInProblems(request, response, methodsOf);
    return answer(request, response);
  };
  return dev ? { serve, upgrade: app.getUpgradeHandler() } : { serve };
}

const probesOf = (running: Runtime): Serving => ({
  serve: (request, response) => serveProbes(running, request, response),
});

/** Loads what the first person would otherwise wait for: the diagnosis route, Google's client and the list of clusters. */
async function warmUp({ context, log, identity }: Runtime, hostname: string, port: number): Promise<void> {
  /* Nobody is asking, so the route refuses; it is loaded all the same. */
  const { host } = new URL(identity.sites.originOf(`localhost:${port}`));
  const address = isEverywhere(hostname) ? "127.0.0.1" : hostname;
  const asked = httpRequest({ host: address, port, path: "/api/diagnoses", headers: { host } }).end();
  const route = once(asked, "response").then(([response]) => (response as IncomingMessage).resume());
  await Promise.all([route, context.directory.list(context.projects)]).catch((error: unknown) =>
    log.warn({ reason: String(error) }, "could not warm up"),
  );
}

const isEverywhere = (hostname: string) => ["0.0.0.0", "::"].includes(hostname);

function readyUrl(hostname: string, port: number): string {
  const local = isEverywhere(hostname) || ["127.0.0.1", "localhost", "::1"].includes(hostname);
  return `http://${local ? "localhost" : hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}

/** What a client sends under this name is overwritten: only this server knows who connected. */
function nameThePeer(request: IncomingMessage): void {
  request.headers[peerHeader] = request.socket.remoteAddress ?? "";
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
