import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { closeSync, constants, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { StoreError } from "../store-error";
import { lockFileName, refusedAccess } from "./data-directory";

/** The kernel's lock on a data directory. It ends with `release`, or with this process, however that ends. */
export type FileLock = { release(): void };

/**
 * Programs that take flock(2) on an inherited descriptor 3 and exit with 0, or with 1 when another has the lock. Node
 * cannot take one, but keeps it: the lock belongs to the open file, which Node shares with the program. So it needs no
 * pid, and outlives no process.
 */
const lockers: readonly ((options: SpawnSyncOptions) => number | null)[] = [
  (options) => spawnSync("flock", ["-n", "3"], options).status,
  (options) => spawnSync("perl", ["-e", 'open($f, "+<&=", 3) or exit 2; exit(flock($f, 6) ? 0 : 1)'], options).status,
];

/**
 * Locks `directory` for this process, or says at once who has it.
 * @throws StoreError `in-use`, `not-writable`, `no-file-lock`
 */
export function lockDirectory(directory: string): FileLock {
  const path = join(directory, lockFileName);
  const file = openLockFile(path, directory);
  try {
    if (!tryLock(file)) throw inUse(directory, path);
    ftruncateSync(file);
    writeSync(file, `${JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() })}\n`, 0);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  let released = false;
  return {
    release() {
      if (released) return;
      released = true;
      ftruncateSync(file);
      closeSync(file);
    },
  };
}

function openLockFile(path: string, directory: string): number {
  try {
    return openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  } catch (error) {
    throw refusedAccess(directory, error);
  }
}

function tryLock(file: number): boolean {
  for (const lock of lockers) {
    const status = lock({ stdio: ["ignore", "ignore", "ignore", file] });
    if (status === 0) return true;
    if (status === 1) return false;
  }
  throw new StoreError(
    "no-file-lock",
    "The data directory cannot be locked: neither `flock` (util-linux) nor `perl` works here. " +
      "Install one, or set DATABASE_URL to a PostgreSQL server.",
  );
}

function inUse(directory: string, path: string): StoreError {
  return new StoreError(
    "in-use",
    `The data directory ${directory} is in use by ${holder(path)}. ` +
      "Stop that one, or set another DRAWBRIDGE_DATA_DIR, or let both use one server by DATABASE_URL.",
  );
}

function holder(path: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(path, "utf8"));
    return `another Drawbridge: pid ${pid} on ${host}, since ${since}`;
  } catch {
    return "another Drawbridge that is just starting or stopping";
  }
}
