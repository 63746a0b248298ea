import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import next from "next";
import { peerHeader } from "@/lib/auth/client-address";
import { openApiDocument, publishedMethods } from "@/lib/services/openapi";
import { answerClientError } from "./client-error";
import { createRuntime } from "./create-runtime";
import { readEnv } from "./env";
import { turnedAway } from "./gate";
import { provideRuntime, type Runtime } from "./runtime";
import { speakInProblems } from "./speak-in-problems";
import { version } from "./version";

/* Loopback mode knows one local user, so nothing but this machine may connect. */
const hostname = "127.0.0.1";
/* What is still open after this is cut off: streams have ended by then, and idle connections are no reason to wait. */
const graceMs = 1_000;
const requestTimeoutMs = 30_000;
/* Longer than the 600 s that a Google load balancer keeps a connection idle: whoever closes first must not be us. */
const keepAliveMs = 620_000;

/** Starts Drawbridge. Prints one JSON line `{"ready":"http://…"}` when it answers, and stops on SIGTERM and SIGINT, with `--exit-with-parent` also when its standard input ends. */
async function main(): Promise<void> {
  const env = readEnv();
  const { PORT, NODE_ENV } = env;
  const running = await createRuntime(env);
  provideRuntime(running);
  const app = next({
    dev: NODE_ENV === "development",
    dir: process.cwd(),
    hostname,
    port: PORT,
    quiet: true,
  });
  await app.prepare();
  const serve = app.getRequestHandler();

  const methodsOf = publishedMethods(openApiDocument(version));
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    if (turnedAway(request, response)) return;
    nameThePeer(request);
    speakInProblems(request, response, methodsOf);
    serve(request, response).catch((error: unknown) => {
      running.log.error({ reason: String(error) }, "request failed");
      response.destroy();
    });
  });
  if (NODE_ENV === "development") server.on("upgrade", app.getUpgradeHandler());
  server.keepAliveTimeout = keepAliveMs;
  server.on("clientError", answerClientError);
  server.listen(PORT, hostname, () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`${JSON.stringify({ ready: `http://localhost:${port}`, mode: running.mode })}\n`);
    void warmUp(running, port);
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

/** Loads what the first person would otherwise wait for: the diagnosis route, Google's client and the list of clusters. */
async function warmUp({ context, log }: Runtime, port: number): Promise<void> {
  const route = fetch(`http://${hostname}:${port}/api/diagnoses`).then((response) => response.arrayBuffer());
  await Promise.all([route, context.directory.list(context.projects)]).catch((error: unknown) =>
    log.warn({ reason: String(error) }, "could not warm up"),
  );
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
