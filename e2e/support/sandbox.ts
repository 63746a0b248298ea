import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Drawbridge on the sandbox, as `npm run demo` starts it, with a data directory of its own. */
export type Sandbox = { readonly url: string; readonly control: string; readonly close: () => Promise<void> };

/** Resolves when it answers. The pages must have been built. */
export async function startSandbox(): Promise<Sandbox> {
  const directory = mkdtempSync(join(tmpdir(), "drawbridge-sandbox-"));
  const child = spawn(process.execPath, ["--import", "tsx", "lib/cli/demo.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: "0",
      DRAWBRIDGE_DATA_DIR: join(directory, "data"),
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const addresses = await new Promise<{ url: string; control: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) resolve(JSON.parse(line) as { url: string; control: string });
    });
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code} before it answered`)));
  });
  return {
    ...addresses,
    async close() {
      child.kill("SIGTERM");
      await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
