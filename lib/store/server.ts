import { type Database, onceConnected, openDatabase } from "./database";
import type { StoreLog } from "./log";
import { migrate } from "./migrate";
import { toOpeningError } from "./query-error";
import { StoreError } from "./store-error";

/** The oldest PostgreSQL that the tests run on. */
const oldestMajor = 15;

/**
 * Connects to the server at `url` and brings its schema up to date. A server that is just starting is waited for,
 * five seconds.
 * @throws StoreError `invalid-settings`, `server-unreachable`, `server-denied`, `server-unsupported`,
 *   `migration-failed`, `version-mismatch`; none of them shows the password
 */
export async function connectServer(url: string, log: StoreLog): Promise<{ version: string; database: Database }> {
  const server = nameOf(url);
  const database = openDatabase({ connectionString: url }, log);
  try {
    const version = await onceConnected(() => askVersion(database));
    if (Number.parseInt(version, 10) < oldestMajor) {
      throw new StoreError("server-unsupported", `${server} is version ${version}. Use ${oldestMajor} or newer.`);
    }
    await onceConnected(() => migrate(database.pool, log));
    return { version, database };
  } catch (error) {
    await database.pool.end();
    throw toOpeningError(error, server);
  }
}

async function askVersion({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>("SHOW server_version");
  return rows[0]?.server_version.split(" ")[0] ?? "unknown";
}

/** The server as people know it, without credentials. */
function nameOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new StoreError(
      "invalid-settings",
      "DATABASE_URL is not the URL of a PostgreSQL server. It looks like postgres://user:password@host:5432/database.",
    );
  }
  const host = parsed.searchParams.get("host") ?? (parsed.host || "localhost");
  return `The PostgreSQL server at ${host} (database ${decodeURIComponent(parsed.pathname.slice(1)) || "not named"})`;
}
