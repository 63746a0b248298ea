import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const port = Number(process.env.PORT ?? 3000);
const development = process.argv.includes("--dev");
const children = new Set<ChildProcess>();
let exitCode: number | undefined;

type Simulator = {
  readonly google: string;
  readonly control: string;
  readonly proxy: string;
  readonly dns: { readonly server: string };
  readonly frontDoor: string;
  readonly caFile: string;
  readonly tokenFile: string;
  readonly applierTokenFile: string;
  readonly iap: { readonly keysUrl: string; readonly audience: string; readonly groupsFile: string };
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
};

/**
 * Starts the simulated outside world, then Drawbridge pointed at it by the settings that any operator has.
 * Programs that start it read one JSON line `{"url", "control"}`; people read the sentences.
 */
async function main(): Promise<void> {
  const recorded = process.argv.includes("--recorded")
    ? ["--recorded", process.argv[process.argv.indexOf("--recorded") + 1] ?? ""]
    : [];
  const worlds = ["lib/simulator/main.ts", "--exit-with-parent", "--front-door-port", String(port), ...recorded];
  const simulator = JSON.parse(await firstLine(start(worlds, {}), isReady)) as Simulator;
  const { worlds: clusters } = (await (await fetch(new URL("/state", simulator.control))).json()) as {
    worlds: readonly { readonly cluster: string }[];
  };
  const projects = new Set(clusters.map(({ cluster }) => cluster.split("/")[1] ?? ""));

  const product = start(["lib/server/main.ts", "--exit-with-parent"], {
    NODE_ENV: development ? "development" : "production",
    NODE_EXTRA_CA_CERTS: simulator.caFile,
    PORT: "0",
    DRAWBRIDGE_PROJECTS: [...projects].join(","),
    DRAWBRIDGE_GOOGLE_ENDPOINT: simulator.google,
    DRAWBRIDGE_GOOGLE_TOKEN_FILE: simulator.tokenFile,
    DRAWBRIDGE_APPLIER_TOKEN_FILE: simulator.applierTokenFile,
    ...identitySettings(simulator),
    DRAWBRIDGE_SANDBOX_URL: simulator.control,
    DRAWBRIDGE_PROXY_URL: `http://server:x@${simulator.proxy}`,
    DRAWBRIDGE_RESOLVERS: simulator.dns.server,
    DRAWBRIDGE_ECHO_SERVERS: `opendns=${simulator.dns.server},google=${simulator.dns.server}`,
    DRAWBRIDGE_TRUSTED_HOPS: "2",
    DRAWBRIDGE_DATA_DIR: process.env.DRAWBRIDGE_DATA_DIR ?? resolve(".data/sandbox"),
  });
  const { ready } = JSON.parse(await firstLine(product, (line) => line.includes('"ready"'))) as { ready: string };
  await fetch(new URL("/front-door", simulator.control), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ target: ready }),
  });

  const url = simulator.frontDoor.replace("127.0.0.1", "localhost");
  if (!process.stdout.isTTY) console.log(JSON.stringify({ url, control: simulator.control }));
  console.log(
    `\n  Drawbridge is on ${url}\n  Sandbox: simulated Google Cloud, nothing leaves this machine. Stop with Ctrl-C.\n`,
  );
  console.log(`  Real gcloud and kubectl against the sandbox:  eval "$(curl -s ${url}/api/sandbox/env)"\n`);
}

/** People as the simulated Identity-Aware Proxy tells them; `DRAWBRIDGE_AUTH=oidc`: as the simulated provider does. */
function identitySettings({ frontDoor, iap, oidc }: Simulator): Record<string, string> {
  const common = { DRAWBRIDGE_PUBLIC_URL: `${frontDoor.replace("127.0.0.1", "localhost")},${frontDoor}` };
  if (process.env.DRAWBRIDGE_AUTH !== "oidc") {
    return {
      ...common,
      DRAWBRIDGE_AUTH: "iap",
      DRAWBRIDGE_IAP_AUDIENCE: iap.audience,
      DRAWBRIDGE_IAP_KEYS_URL: iap.keysUrl,
      DRAWBRIDGE_GROUPS_FILE: iap.groupsFile,
    };
  }
  return {
    ...common,
    DRAWBRIDGE_OIDC_ISSUER: oidc.issuer,
    DRAWBRIDGE_OIDC_CLIENT_ID: oidc.clientId,
    DRAWBRIDGE_OIDC_CLIENT_SECRET: oidc.clientSecret,
    DRAWBRIDGE_SESSION_SECRET: randomBytes(32).toString("base64url"),
  };
}

const isReady = (line: string) => line.startsWith("{") && line.includes('"control"');

/** A child whose end is also ours: the others are asked to stop, and we end when the last one has. */
function start(command: readonly string[], settings: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", ...command], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...settings },
  });
  children.add(child);
  child.once("exit", (code) => {
    children.delete(child);
    exitCode ??= code ?? 1;
    if (children.size === 0) process.exit(exitCode);
    stopAll();
  });
  return child;
}

/** The first line of standard output that is what we wait for; the others are passed on. */
function firstLine(child: ChildProcess, wanted: (line: string) => boolean): Promise<string> {
  return new Promise((fulfil) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (wanted(line)) fulfil(line);
      else process.stderr.write(`${line}\n`);
    });
  });
}

function stopAll(): void {
  for (const child of children) child.kill("SIGTERM");
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    exitCode ??= 0;
    stopAll();
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  exitCode = 1;
  if (children.size === 0) process.exit(exitCode);
  stopAll();
});
