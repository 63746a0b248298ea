import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StoreError } from "../store-error";
import type { Account } from "./account";

/** The number is part of the socket's name and nothing else: no TCP port is opened. */
export const port = 5432;
export const socketName = `.s.PGSQL.${port}`;

/** Bytes of a socket's path that the kernel takes, without the closing NUL. */
const longestPath = process.platform === "darwin" ? 103 : 107;

export type SocketDirectory = { readonly path: string; remove(): Promise<void> };

/**
 * Where the socket goes: the database's own folder (mode 0700), or, when that path is too long for a socket, a new
 * private folder under the system's temporary one.
 */
export async function socketDirectory(database: string, account: Account | undefined): Promise<SocketDirectory> {
  if (fits(database)) return { path: database, remove: async () => undefined };
  const prefix = join(tmpdir(), "drawbridge-socket-");
  if (!fits(`${prefix}XXXXXX`)) {
    throw new StoreError(
      "start-failed",
      `Neither ${database} nor ${tmpdir()} is short enough for a Unix socket (${longestPath} bytes). ` +
        "Set a shorter DRAWBRIDGE_DATA_DIR or TMPDIR.",
    );
  }
  const path = await mkdtemp(prefix);
  if (account) await chown(path, account.uid, account.gid);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

function fits(directory: string): boolean {
  return Buffer.byteLength(join(directory, socketName)) <= longestPath;
}

/** As one item of PostgreSQL's comma-separated list of folders. */
export function quoteDirectory(path: string): string {
  return `"${path.replaceAll('"', '""')}"`;
}
