import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import type { StoreLog } from "../log";
import { StoreError } from "../store-error";
import { socketName } from "./socket-directory";

/** Milliseconds: how long a signal is given to work, and how often that is looked at (a foreign exit has no event). */
const patience = { SIGINT: 10_000, SIGQUIT: 5_000, SIGKILL: 5_000 };
const lookEvery = 20;

/**
 * Clears what a killed Drawbridge or a killed PostgreSQL left in a database's folder. The caller holds the lock of the
 * data directory, so a PostgreSQL that still runs there has no Drawbridge: it is stopped (fast, nothing is lost).
 */
export async function clearLeftovers(database: string, log: StoreLog): Promise<void> {
  const pidFile = join(database, "postmaster.pid");
  const lines = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  if (pid > 0) {
    if (await isPostgresOf(database, pid)) {
      log({ level: "warn", message: "stopping the PostgreSQL that a killed Drawbridge left running", pid });
      await stopForeign(database, pid);
    } else if (isAlive(pid)) {
      // PostgreSQL takes any live program with the recorded pid for a server, except its own parent. The file itself
      // must stay: it names the shared memory by which PostgreSQL notices surviving backends.
      await writeFile(pidFile, [process.pid, ...lines.slice(1)].join("\n")).catch(ignoreMissing);
    }
  }
  await rm(join(database, socketName), { force: true });
  await rm(join(database, `${socketName}.lock`), { force: true });
}

async function stopForeign(database: string, pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (isAlive(pid)) process.kill(pid, signal);
    const deadline = performance.now() + patience[signal];
    while (performance.now() < deadline) {
      if (!(await isPostgresOf(database, pid))) return;
      await pause(lookEvery);
    }
  }
  throw new StoreError(
    "in-use",
    `A PostgreSQL (pid ${pid}) runs on ${database} and cannot be stopped. Stop it by hand.`,
  );
}

/** By its command line, because a pid alone may belong to another program by now. A zombie has no command line. */
async function isPostgresOf(database: string, pid: number): Promise<boolean> {
  const args = await commandLine(pid);
  const option = args.indexOf("-D");
  return basename(args[0] ?? "") === "postgres" && option > 0 && args[option + 1] === database;
}

async function commandLine(pid: number): Promise<readonly string[]> {
  if (process.platform === "linux") {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
  }
  const { stdout } = await promisify(execFile)("ps", ["-ww", "-o", "command=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  const [, program = "", path = ""] = /^(\S.*?) -D (.*?) -c /.exec(stdout) ?? [];
  return [program, "-D", path];
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
