import { chown, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { StoreError } from "../store-error";
import type { Binaries } from "./binaries";
import { databaseDirectory, refusedAccess } from "./data-directory";
import type { Launcher } from "./launcher";

/** The only role of an embedded database. */
export const role = "drawbridge";

/**
 * Runs initdb once. It is all or nothing: it works in `postgres.new`, which then gets its name.
 * Whoever may open the socket is trusted, and only the owner of its folder may.
 * @throws StoreError `start-failed`, `not-writable`, `no-server-account`
 */
export async function createDatabase(
  dataDirectory: string,
  binaries: Binaries,
  launcher: Launcher,
  durable: boolean,
): Promise<void> {
  const unfinished = join(dataDirectory, "postgres.new");
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: 0o700 });
    if (launcher.account) await chown(unfinished, launcher.account.uid, launcher.account.gid);
  } catch (error) {
    throw refusedAccess(dataDirectory, error);
  }
  await initdb(binaries, launcher, [
    ...["-D", unfinished, "-U", role, "--encoding=UTF8", "--locale=C", "--no-instructions", "--data-checksums"],
    ...["--auth-local=trust", "--auth-host=reject", ...(durable ? [] : ["--no-sync"])],
  ]);
  await rename(unfinished, databaseDirectory(dataDirectory));
  if (durable) await flushFolder(dataDirectory);
}

async function initdb({ initdb }: Binaries, launcher: Launcher, args: readonly string[]): Promise<void> {
  const child = launcher.start(initdb, args);
  const exit = new Promise<string | number | null>((done) => {
    child.once("error", (error) => done(error.message));
    child.once("exit", (code, signal) => done(signal ?? code));
  });
  const [status, output] = await Promise.all([exit, child.stderr ? text(child.stderr).catch(() => "") : ""]);
  if (status === 0) return;
  if (output.includes("could not look up effective user ID")) throw accountWithoutName();
  throw new StoreError(
    "start-failed",
    `The database could not be created (initdb: ${status}). It said: ${output.trim()}`,
  );
}

function accountWithoutName(): StoreError {
  return new StoreError(
    "no-server-account",
    `PostgreSQL cannot create its database as uid ${process.getuid?.()}, because that uid has no name on this system. ` +
      "Run Drawbridge as a user that /etc/passwd lists, or set DATABASE_URL to a PostgreSQL server.",
  );
}

/** A new name in a folder survives a power cut only after this. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}
