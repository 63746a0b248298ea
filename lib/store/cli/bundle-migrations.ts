import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../migrations/", import.meta.url));

/**
 * The source text of `migrations/bundle.ts`: drizzle-kit's SQL files as a module, because a bundled server cannot
 * count on finding files beside its code.
 */
export function bundleSource(): string {
  const journal = JSON.parse(readFileSync(`${folder}meta/_journal.json`, "utf8")) as { entries: { tag: string }[] };
  const migrations = journal.entries.map(({ tag }) => {
    const sql = readFileSync(`${folder}${tag}.sql`, "utf8");
    const hash = createHash("sha256").update(sql).digest("hex");
    const statements = sql.split("--> statement-breakpoint").map((statement) => statement.trim());
    return { tag, hash, statements: statements.filter((statement) => statement !== "") };
  });
  return `// Written by lib/store/cli/bundle-migrations.ts from the SQL files beside it. Do not edit.
import type { Migration } from "../migrate";

export const migrations: readonly Migration[] = ${JSON.stringify(migrations, null, 2)};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${folder}bundle.ts`, bundleSource());
  console.log(`wrote ${folder}bundle.ts`);
}
