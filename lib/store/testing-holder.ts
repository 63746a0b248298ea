import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A line of `testing-process.ts`. */
type Said = { open?: true; failed?: { reason: string; message: string }; stored?: string };

/** A process of its own that holds, or could not open, a store. */
export type Holder = {
  readonly child: ChildProcess;
  readonly opening: Said;
  /** Ids that its store has acknowledged, so far. */
  readonly stored: readonly string[];
  tell(command: "write" | "exit" | "close"): void;
  /** Resolves when it has acknowledged `count` rows. */
  hasStored(count: number): Promise<void>;
  /** Resolves when it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
};

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = fileURLToPath(new URL("testing-process.ts", import.meta.url));

/** Starts the process and waits until it has opened the store or failed to. `through`: a command to start it by. */
export async function startHolder(dataDirectory: string, through: readonly string[] = []): Promise<Holder> {
  const [command = "", ...args] = [...through, process.execPath, "--import", "tsx", program, dataDirectory];
  const child = spawn(command, args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const stored: string[] = [];
  const told = once(lines, "line");
  const first = await Promise.race([told, exited.then(() => undefined)]);
  if (first === undefined) throw new Error("the process ended without a word");
  lines.on("line", (line) => {
    const { stored: id } = JSON.parse(line) as Said;
    if (id !== undefined) stored.push(id);
  });
  return {
    child,
    opening: JSON.parse(String(first[0])) as Said,
    stored,
    tell: (line) => child.stdin.write(`${line}\n`),
    async hasStored(count) {
      while (stored.length < count) await once(lines, "line");
    },
    async end(signal) {
      if (signal) child.kill(signal);
      await exited;
    },
  };
}
