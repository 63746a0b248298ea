import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import next from "next";
import { peerHeader } from "@/lib/auth/client-address";
import { createRuntime } from "./create-runtime";
import { readEnv } from "./env";
import { provideRuntime } from "./runtime";

/* Loopback mode knows one local user, so nothing but this machine may connect. */
const hostname = "127.0.0.1";
const graceMs = 5_000;

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

  const server = createServer((request, response) => {
    nameThePeer(request);
    serve(request, response).catch((error: unknown) => {
      running.log.error({ reason: String(error) }, "request failed");
      response.destroy();
    });
  });
  server.listen(PORT, hostname, () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`${JSON.stringify({ ready: `http://localhost:${port}`, mode: running.mode })}\n`);
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

/** What a client sends under this name is overwritten: only this server knows who connected. */
function nameThePeer(request: IncomingMessage): void {
  request.headers[peerHeader] = request.socket.remoteAddress ?? "";
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
