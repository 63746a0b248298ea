import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PoolConfig } from "pg";
import { role } from "./create-database";
import { databaseDirectory } from "./data-directory";
import { port } from "./socket-directory";

/** Lines of PostgreSQL's `postmaster.pid`: the fifth is the folder of its socket. */
const socketLine = 4;

/** The way to the embedded server that another process runs in this data directory; undefined when none does. */
export function runningServer(dataDirectory: string): PoolConfig | undefined {
  try {
    const lines = readFileSync(join(databaseDirectory(dataDirectory), "postmaster.pid"), "utf8").split("\n");
    const host = lines[socketLine]?.trim();
    return host ? { host, port, user: role, database: "postgres", password: "", ssl: false } : undefined;
  } catch {
    return undefined;
  }
}
