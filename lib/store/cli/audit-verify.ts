import { existsSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "@/lib/store/store";
import { isStoreError } from "@/lib/store/store-error";

/**
 * Proves that the audit log was not changed: `node --import tsx lib/store/cli/audit-verify.ts WHERE [SEQ:HASH ...]`.
 * WHERE is the URL of a PostgreSQL server or the data directory of an embedded one that is not in use; each SEQ:HASH is a
 * head that was kept elsewhere. The last line is one JSON object. Exit codes: 0 intact, 1 broken, 2 could not be read.
 */
async function main([where = "", ...heads]: readonly string[]): Promise<number> {
  const onServer = /^postgres(ql)?:/.test(where);
  if (!onServer && !existsSync(join(where, "postgres", "PG_VERSION"))) {
    console.error(`There is no store in "${where}": name the data directory or the URL of the database.`);
    return 2;
  }
  const anchors = heads.map((head) => ({ seq: Number(head.split(":")[0]), hash: head.split(":")[1] ?? "" }));
  const place = onServer ? { databaseUrl: where, dataDirectory: "" } : { dataDirectory: where };
  try {
    const store = await openStore({ ...place, retentionDays: Number.POSITIVE_INFINITY }, () => undefined);
    const verified = await store.audit.verify(anchors).finally(() => store.close());
    console.log(
      verified.intact
        ? `The audit log is intact: ${verified.events} events. Keep its head elsewhere: ${verified.head.seq}:${verified.head.hash}`
        : `The audit log is BROKEN at event ${verified.seq}. ${verified.problem}`,
    );
    console.log(JSON.stringify(verified));
    return verified.intact ? 0 : 1;
  } catch (error) {
    console.error(isStoreError(error) ? error.message : error);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
