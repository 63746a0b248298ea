import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Binaries } from "./binaries";

/** A system's own PostgreSQL of one major version, or why there is none to test on. */
export function systemBinaries(major: number): Binaries | { readonly missing: string } {
  const asked = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" }).stdout?.trim();
  const folders = [`/usr/lib/postgresql/${major}/bin`, ...(asked ? [asked] : [])];
  for (const folder of folders) {
    const postgres = join(folder, "postgres");
    const version = spawnSync(postgres, ["-V"], { encoding: "utf8" }).stdout ?? "";
    if (version.includes(`(PostgreSQL) ${major}.`)) return { initdb: join(folder, "initdb"), postgres };
  }
  return { missing: `no PostgreSQL ${major} in ${folders.join(" or ")}` };
}
