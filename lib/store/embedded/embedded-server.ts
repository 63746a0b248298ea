import { setTimeout as pause } from "node:timers/promises";
import type { PoolConfig } from "pg";
import type { StoreLog } from "../log";
import { isStoreError, StoreError } from "../store-error";
import { giveTo } from "./account";
import { type Binaries, installedBinaries } from "./binaries";
import { createDatabase, role } from "./create-database";
import { databaseDirectory, databaseVersion, prepareDataDirectory } from "./data-directory";
import { lockDirectory } from "./file-lock";
import { findLauncher, type Launcher } from "./launcher";
import { clearLeftovers } from "./leftovers";
import { type Postmaster, startPostmaster } from "./postmaster";
import { serverArguments } from "./server-settings";
import { port, type SocketDirectory, socketDirectory } from "./socket-directory";
import { type Supervisor, supervise } from "./supervisor";

/** A PostgreSQL of our own, in a data directory that is locked for this process. */
export type EmbeddedServer = {
  readonly version: string;
  /** For database `postgres`, the only one that the product uses. */
  readonly connection: PoolConfig & { readonly host: string; readonly user: string };
  /** Process id of the server that runs now. */
  pid(): number;
  /** Why no server runs at the moment, or undefined. */
  trouble(): string | undefined;
  close(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataDirectory: string;
  /** Other binaries than those that npm installed. */
  readonly binaries?: Binaries;
  /** False: no fsync at all, for tests. */
  readonly durable?: boolean;
};

/** Milliseconds: how long backends of a killed server are given to notice, and the pause between attempts. */
const survivors = { patience: 15_000, lookEvery: 100 };

/**
 * Starts the server, creating the database the first time, and keeps it running until `close`.
 * @throws StoreError with every opening reason that is not about a server
 */
export async function startEmbedded(options: EmbeddedOptions, log: StoreLog): Promise<EmbeddedServer> {
  const dataDirectory = prepareDataDirectory(options.dataDirectory);
  const lock = lockDirectory(dataDirectory);
  let socket: SocketDirectory | undefined;
  let supervisor: Supervisor;
  try {
    const binaries = options.binaries ?? (await installedBinaries(`${dataDirectory}/lib`));
    const launcher = await findLauncher(binaries, dataDirectory);
    const durable = options.durable ?? true;
    await prepareDatabase(dataDirectory, binaries, launcher, durable, log);
    const database = databaseDirectory(dataDirectory);
    socket = await socketDirectory(database, launcher.account);
    const args = serverArguments(database, socket.path, durable);
    supervisor = await supervise(() => startOver(database, launcher, binaries.postgres, args, log), log);
    const { path, remove } = socket;
    return {
      version: launcher.version,
      connection: { host: path, port, user: role, database: "postgres", password: "", ssl: false },
      pid: () => supervisor.current().pid,
      trouble: () => supervisor.trouble(),
      async close() {
        await supervisor.stop();
        await remove();
        lock.release();
      },
    };
  } catch (error) {
    await socket?.remove();
    lock.release();
    throw error;
  }
}

async function prepareDatabase(
  dataDirectory: string,
  binaries: Binaries,
  launcher: Launcher,
  durable: boolean,
  log: StoreLog,
): Promise<void> {
  const found = databaseVersion(dataDirectory);
  if (found === undefined) {
    log({ level: "info", message: "creating the database", directory: dataDirectory, version: launcher.version });
    return createDatabase(dataDirectory, binaries, launcher, durable);
  }
  if (found !== Number.parseInt(launcher.version, 10)) {
    throw new StoreError(
      "version-mismatch",
      `The data in ${dataDirectory} was written by PostgreSQL ${found}, and this Drawbridge brings ${launcher.version}. ` +
        "Start the Drawbridge that wrote it, or begin anew in another DRAWBRIDGE_DATA_DIR.",
    );
  }
  if (launcher.account) await giveTo(launcher.account, databaseDirectory(dataDirectory));
}

/** One start, repeated while processes of the server before are still ending. */
async function startOver(
  database: string,
  launcher: Launcher,
  postgres: string,
  args: readonly string[],
  log: StoreLog,
): Promise<Postmaster> {
  const deadline = performance.now() + survivors.patience;
  for (;;) {
    await clearLeftovers(database, log);
    try {
      return await startPostmaster(launcher, postgres, args);
    } catch (error) {
      const othersEnd = isStoreError(error) && /lock file .* already exists|shared memory block/.test(error.message);
      if (!othersEnd || performance.now() > deadline) throw error;
    }
    await pause(survivors.lookEvery);
  }
}
