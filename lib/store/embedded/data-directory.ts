import { accessSync, constants, mkdirSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { StoreError } from "../store-error";

export const lockFileName = "drawbridge.lock";

/**
 * Creates the data directory when it is missing and resolves its real path. Nothing else is changed.
 *
 * What is in it: `drawbridge.lock`; `postgres/`, the database; `postgres.new/` while that is being created; and
 * `lib/` where PostgreSQL's library links could not be made in node_modules.
 * @throws StoreError `not-writable`, `not-a-data-directory`
 */
export function prepareDataDirectory(path: string): string {
  const absolute = resolve(path);
  let directory: string;
  let entries: readonly string[];
  try {
    // PostgreSQL's own account must pass through it when this process is root.
    mkdirSync(absolute, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    directory = realpathSync(absolute);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    entries = readdirSync(directory);
  } catch (error) {
    throw refusedAccess(absolute, error);
  }
  const ours = entries.length === 0 || entries.includes(lockFileName) || databaseVersion(directory) !== undefined;
  if (!ours) {
    throw new StoreError(
      "not-a-data-directory",
      `${directory} is not empty and not a Drawbridge data directory (it holds ${entries.slice(0, 3).join(", ")}). ` +
        "Set DRAWBRIDGE_DATA_DIR to an empty or a new folder.",
    );
  }
  return directory;
}

/** The folder of the database itself. */
export function databaseDirectory(directory: string): string {
  return join(directory, "postgres");
}

/** The major version of PostgreSQL that wrote the database, or undefined when there is none yet. */
export function databaseVersion(directory: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(databaseDirectory(directory), "PG_VERSION"), "utf8"), 10);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw refusedAccess(databaseDirectory(directory), error);
  }
}

/** The typed error for a folder that the operating system does not let this process use. */
export function refusedAccess(directory: string, error: unknown): StoreError {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  const user = process.getuid ? ` (uid ${process.getuid()})` : "";
  const why: Record<string, string> = {
    EACCES: `this user${user} may not read and write there`,
    EPERM: `this user${user} may not read and write there`,
    EROFS: "its file system is read-only",
    ENOTDIR: "a part of the path is a file",
    EEXIST: "it is a file",
    ENOSPC: "the disk is full",
  };
  return new StoreError(
    "not-writable",
    `The data directory ${directory} cannot be used: ${why[code] ?? code}. ` +
      "Give this user the folder, or set DRAWBRIDGE_DATA_DIR to another one.",
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
