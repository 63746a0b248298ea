import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Beginning, Said, Told } from "./applier-process";

/** A real applier process. */
export type Instance = {
  readonly pid: number;
  /** Tells it the time; resolves with the time that it wants to be told next, or at once when it dies instead. */
  tell(now: number): Promise<number>;
  /** A signal that no process can catch. */
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  /** Undefined while it lives. */
  ended(): NodeJS.Signals | "exit" | undefined;
};

/** Processes that have loaded their program and wait to be told to begin: a start costs more than everything after it. */
export type Nursery = {
  begin(beginning: Beginning): Promise<Instance>;
  close(): void;
};

const root = fileURLToPath(new URL("../../", import.meta.url));

/** `spare`: processes that are kept waiting. */
export function openNursery(spare: number): Nursery {
  const folder = mkdtempSync(join(tmpdir(), "drawbridge-chaos-"));
  const command = bundled(folder);
  const waiting: ChildProcess[] = [];
  const all = new Set<ChildProcess>();
  const hatch = () => {
    const child = spawn(process.execPath, [...command], { cwd: root, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    all.add(child);
    child.once("exit", () => all.delete(child));
    child.on("error", () => undefined);
    waiting.push(child);
  };
  for (let count = 0; count < spare; count += 1) hatch();
  return {
    async begin(beginning) {
      const child = waiting.shift();
      hatch();
      if (!child) throw new Error("a nursery needs at least one process that waits");
      const instance = instanceOf(child);
      await instance.begin(beginning);
      return instance;
    },
    close() {
      for (const child of all) child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function instanceOf(child: ChildProcess): Instance & { begin(beginning: Beginning): Promise<number> } {
  let ended: NodeJS.Signals | "exit" | undefined;
  let answered = Promise.withResolvers<number>();
  child.on("message", ({ next }: Said) => answered.resolve(next));
  child.once("exit", (_, signal) => {
    ended = signal ?? "exit";
    answered.resolve(Number.POSITIVE_INFINITY);
  });
  const say = async (told: Told): Promise<number> => {
    if (ended !== undefined) return Number.POSITIVE_INFINITY;
    answered = Promise.withResolvers();
    child.send(told, () => undefined);
    return answered.promise;
  };
  return {
    pid: child.pid ?? 0,
    begin: (beginning) => say({ begin: beginning }),
    tell: (now) => say({ now }),
    signal: (name) => child.kill(name),
    ended: () => ended,
  };
}

/** The program in one file, which starts in a quarter of the time; as it is, where it cannot be bundled. */
function bundled(folder: string): readonly string[] {
  const program = join(root, "e2e/chaos/applier-process.ts");
  const file = join(folder, "applier-process.cjs");
  const options = ["--bundle", "--platform=node", "--format=cjs", "--external:pg-native", "--log-level=error"];
  const { status } = spawnSync(join(root, "node_modules/.bin/esbuild"), [
    program,
    ...options,
    `--alias:@=${root.replace(/\/$/, "")}`,
    `--outfile=${file}`,
  ]);
  return status === 0 ? [file] : ["--import", "tsx", program];
}
