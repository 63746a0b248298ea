import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { chown, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { StoreError } from "../store-error";
import { databaseDirectory } from "./data-directory";

/** A user and a group of the operating system, by number. */
export type Account = { readonly uid: number; readonly gid: number };

/**
 * The account that PostgreSQL must run as: undefined (this process's own) unless this process is root; then the owner
 * of the database, else of the data directory, else `nobody`. Creating a database takes an account that has a name.
 */
export async function accountFor(dataDirectory: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const database = statSync(databaseDirectory(dataDirectory), { throwIfNoEntry: false });
  if (database && database.uid !== 0) return { uid: database.uid, gid: database.gid };
  const folder = statSync(dataDirectory);
  const named = folder.uid !== 0 && (await askId("-un", String(folder.uid))) !== "";
  if (named) return { uid: folder.uid, gid: folder.gid };
  const usual = 65_534;
  return {
    uid: Number.parseInt(await askId("-u", "nobody"), 10) || usual,
    gid: Number.parseInt(await askId("-g", "nobody"), 10) || usual,
  };
}

async function askId(flag: string, user: string): Promise<string> {
  const { stdout } = await promisify(execFile)("id", [flag, user]).catch(() => ({ stdout: "" }));
  return stdout.trim();
}

/**
 * Makes `account` the owner of a folder and of everything in it, unless it is already the owner of the folder.
 * @throws StoreError `no-server-account`
 */
export async function giveTo(account: Account, directory: string): Promise<void> {
  if (statSync(directory).uid === account.uid) return;
  try {
    for (const entry of await readdir(directory, { recursive: true })) {
      await chown(join(directory, entry), account.uid, account.gid);
    }
    await chown(directory, account.uid, account.gid);
  } catch (error) {
    throw new StoreError(
      "no-server-account",
      `Drawbridge runs as root, which PostgreSQL refuses, and may not give ${directory} to uid ${account.uid} ` +
        `(${error instanceof Error ? error.message : String(error)}). Start Drawbridge as an ordinary user.`,
    );
  }
}
