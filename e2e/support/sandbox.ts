import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { familyOf, survivors } from "./processes";

/** Drawbridge on the sandbox, as `npm run demo` starts it, with a data directory of its own. */
export type Sandbox = {
  readonly url: string;
  readonly control: string;
  readonly dataDirectory: string;
  /** The process that started all others. */
  readonly pid: number;
  readonly close: () => Promise<void>;
};

type Options = {
  /** Gets everything that any of the processes prints, in place of this process's standard error. */
  readonly onOutput?: (text: string) => void;
  /** How people are known; default: by the front door's Identity-Aware Proxy. */
  readonly auth?: "iap" | "oidc";
  /** Settings of the product besides those of the sandbox. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** Resolves when it answers. The pages must have been built. */
export async function startSandbox({ onOutput, auth = "iap", settings = {} }: Options = {}): Promise<Sandbox> {
  const directory = mkdtempSync(join(tmpdir(), "drawbridge-sandbox-"));
  const dataDirectory = join(directory, "data");
  const child = spawn(process.execPath, ["--import", "tsx", "lib/cli/demo.ts"], {
    stdio: ["ignore", "pipe", onOutput ? "pipe" : "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: "0",
      DRAWBRIDGE_DATA_DIR: dataDirectory,
      DRAWBRIDGE_AUTH: auth,
      ...settings,
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  child.stderr?.on("data", (chunk: Buffer) => onOutput?.(chunk.toString()));
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const addresses = await new Promise<{ url: string; control: string }>((resolve, reject) => {
    createInterface({ input: child.stdout as Readable }).on("line", (line) => {
      onOutput?.(`${line}\n`);
      if (line.startsWith("{")) resolve(JSON.parse(line) as { url: string; control: string });
    });
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code} before it answered`)));
  });
  return {
    ...addresses,
    dataDirectory,
    pid: child.pid ?? 0,
    async close() {
      /* The launcher ends before the database does, whose folder this is. */
      const family = familyOf(child.pid ?? 0);
      child.kill("SIGTERM");
      await exited;
      await survivors(family, 5_000);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
