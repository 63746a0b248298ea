import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { StoreError } from "../store-error";
import type { Launcher } from "./launcher";

/** A running PostgreSQL server of ours. */
export type Postmaster = {
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason, with how. */
  readonly exited: Promise<string>;
  /** Fast shutdown: open transactions are rolled back, the rest is on disk. */
  stop(): Promise<void>;
};

/** Milliseconds. Recovery after a crash is part of a start. */
const patience = { start: 60_000, fast: 10_000, immediate: 5_000 };
const keptLines = 20;

/**
 * Starts the server and resolves when it says that it accepts connections.
 * @throws StoreError `start-failed`, with the server's last lines
 */
export async function startPostmaster(
  launcher: Launcher,
  postgres: string,
  args: readonly string[],
): Promise<Postmaster> {
  const child = launcher.start(postgres, args);
  const output: string[] = [];
  const exited = new Promise<string>((done) => {
    child.once("error", (error) => done(error.message));
    child.once("exit", (code, signal) => {
      const lastWords = output.findLast((line) => /PANIC|FATAL/.test(line));
      done([signal ?? `exit code ${code}`, ...(lastWords ? [lastWords] : [])].join(": "));
    });
  });
  // Without this, a program that ends without close() leaves its server to the next start.
  const stopWithProcess = () => child.kill("SIGINT");
  process.once("exit", stopWithProcess);
  void exited.then(() => process.off("exit", stopWithProcess));

  const ready = new Promise<"ready">((done) => {
    if (!child.stderr) return;
    createInterface({ input: child.stderr }).on("line", (line) => {
      output.push(line);
      if (output.length > keptLines) output.shift();
      if (line.includes("database system is ready to accept connections")) done("ready");
    });
  });
  const late = setTimeout(() => child.kill("SIGQUIT"), patience.start);
  const outcome = await Promise.race([ready, closed(child, exited)]);
  clearTimeout(late);
  if (outcome !== "ready") {
    throw new StoreError("start-failed", `PostgreSQL did not start (${outcome}). It said:\n${output.join("\n")}`);
  }
  return { pid: child.pid ?? 0, exited, stop: () => stop(child, exited) };
}

/** Like `exited`, but after the last line of output has been read. */
async function closed(child: ChildProcess, exited: Promise<string>): Promise<string> {
  const drained = new Promise<void>((done) => child.once("close", () => done()));
  const how = await exited;
  if (child.pid !== undefined) await drained;
  return how;
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill("SIGINT");
  const impatient = [
    setTimeout(() => child.kill("SIGQUIT"), patience.fast),
    setTimeout(() => child.kill("SIGKILL"), patience.fast + patience.immediate),
  ];
  await exited;
  for (const timer of impatient) clearTimeout(timer);
}
