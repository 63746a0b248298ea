import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type AuditHead, type AuditVerification, auditLog } from "@/lib/store/audit/audit-log";
import { openDatabase } from "@/lib/store/database";
import { runningServer } from "@/lib/store/embedded/running-server";
import { openStore } from "@/lib/store/store";
import { isStoreError } from "@/lib/store/store-error";

const usualDirectory = ".data/drawbridge";

/**
 * Proves that the audit log was not changed: `npm run audit:verify -- [WHERE] [SEQ:HASH ...]`. WHERE is the URL of a
 * PostgreSQL server or the data directory of an embedded one, which may be in use; without it the one that DATABASE_URL
 * or DRAWBRIDGE_DATA_DIR names, as the server does. Each SEQ:HASH is a head that was kept elsewhere. Nothing is written.
 * The last line is one JSON object. Exit codes: 0 intact, 1 broken, 2 could not be read.
 */
async function main(given: readonly string[]): Promise<number> {
  const anchors = given.flatMap((text) => readHead(text) ?? []);
  const [where = usualPlace(), ...more] = given.filter((text) => !readHead(text));
  if (more.length > 0) return fail(`"${more[0]}" is no head: one looks like 7:HASH, with 64 hexadecimal digits.`);
  try {
    const verified = await verify(where, anchors);
    if (verified === undefined) {
      return fail(
        `There is no store in "${where}": name the data directory or the URL of the database. ` +
          "`npm run demo` keeps its own in .data/sandbox.",
      );
    }
    console.log(
      verified.intact
        ? `The audit log is intact: ${verified.events} events. Keep its head elsewhere: ${verified.head.seq}:${verified.head.hash}`
        : `The audit log is BROKEN at event ${verified.seq}. ${verified.problem}`,
    );
    console.log(JSON.stringify(verified));
    return verified.intact ? 0 : 1;
  } catch (error) {
    return fail(isStoreError(error) ? error.message : String(error));
  }
}

function usualPlace(): string {
  return process.env.DATABASE_URL || process.env.DRAWBRIDGE_DATA_DIR || usualDirectory;
}

/** Undefined when there is no store. */
async function verify(where: string, anchors: readonly AuditHead[]): Promise<AuditVerification | undefined> {
  const onServer = /^postgres(ql)?:/.test(where);
  if (!onServer && !existsSync(join(where, "postgres", "PG_VERSION"))) return undefined;
  const place = onServer ? { databaseUrl: where, dataDirectory: "" } : { dataDirectory: where };
  const opening = openStore({ ...place, retentionDays: Number.POSITIVE_INFINITY }, () => undefined);
  const store = await opening.catch((error: unknown) => {
    if (isStoreError(error) && error.reason === "in-use") return undefined;
    throw error;
  });
  if (store) return store.audit.verify(anchors).finally(() => store.close());
  return verifyInUse(where, anchors);
}

/** A running Drawbridge keeps its database to itself, but not from others of its own account. */
async function verifyInUse(where: string, anchors: readonly AuditHead[]): Promise<AuditVerification> {
  const server = runningServer(resolve(where));
  if (!server) {
    throw new Error(`The store in "${where}" is in use and just starting or stopping: try again in a moment.`);
  }
  const database = openDatabase(server, () => undefined);
  return auditLog(database)
    .verify(anchors)
    .finally(() => database.pool.end());
}

function readHead(text: string): AuditHead | undefined {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq && hash ? { seq: Number(seq), hash } : undefined;
}

function fail(message: string): number {
  console.error(message);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
