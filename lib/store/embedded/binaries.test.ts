import { execFile } from "node:child_process";
import { cp, lstat, mkdir, readdir, readlink, rm, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestCluster, temporaryDirectory } from "../testing";
import { completeLinks, installedBinaries } from "./binaries";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
beforeAll(async () => {
  folder = await temporaryDirectory();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The installed package as npm leaves it with --ignore-scripts. */
async function packageWithoutLinks(name: string): Promise<string> {
  const { postgres } = await installedBinaries(folder);
  const copy = join(folder, name);
  await cp(dirname(dirname(dirname(postgres))), copy, { recursive: true });
  const lib = join(copy, "native", "lib");
  for (const entry of await readdir(lib)) {
    if ((await lstat(join(lib, entry))).isSymbolicLink()) await unlink(join(lib, entry));
  }
  return copy;
}

describe("the links of PostgreSQL's libraries", () => {
  it("are made in the package when npm ran without scripts, and then its programs run", async () => {
    const copy = await packageWithoutLinks("no-scripts");
    const postgres = join(copy, "native", "bin", "postgres");
    await expect(promisify(execFile)(postgres, ["-V"])).rejects.toThrow();
    expect(await completeLinks(copy, join(folder, "unused"))).toBeUndefined();
    expect((await promisify(execFile)(postgres, ["-V"])).stdout).toContain("(PostgreSQL) 18");
    expect(await readlink(join(copy, "native", "lib", "libpq.so.5"))).toBe("libpq.so.5.18");
  });

  it.runIf(process.platform === "linux")("go elsewhere when the package may not be written", async () => {
    const copy = await packageWithoutLinks("read-only");
    const lib = join(copy, "native", "lib");
    // Root may write anywhere: a list of links into a folder that is not there fails for everybody.
    const list = [{ source: "native/lib/libicuuc.so.60.2", target: "native/absent/libicuuc.so.60" }];
    for (const [source, target] of [
      ["libicui18n.so.60.2", "libicui18n.so.60"],
      ["libicudata.so.60.2", "libicudata.so.60"],
    ]) {
      list.push({ source: `native/lib/${source}`, target: `native/absent/${target}` });
    }
    await writeFile(join(copy, "native", "pg-symlinks.json"), JSON.stringify(list));
    const spare = join(folder, "spare");
    expect(await completeLinks(copy, spare)).toBe(spare);
    expect(await completeLinks(copy, spare)).toBe(spare);
    expect(await readlink(join(spare, "libicuuc.so.60"))).toBe(join(lib, "libicuuc.so.60.2"));

    const bin = join(copy, "native", "bin");
    const binaries = { initdb: join(bin, "initdb"), postgres: join(bin, "postgres"), libraryPath: spare };
    const cluster = await startTestCluster(binaries);
    const { store } = await cluster.createStore();
    expect(await store.health()).toEqual({ ok: true });
    await store.close();
    await cluster.close();
  });

  it("are left alone when they are there", async () => {
    const complete = join(folder, "complete");
    await mkdir(join(complete, "native", "lib"), { recursive: true });
    await writeFile(join(complete, "native", "lib", "a.so"), "");
    await writeFile(
      join(complete, "native", "pg-symlinks.json"),
      '[{"source":"native/lib/b","target":"native/lib/a.so"}]',
    );
    expect(await completeLinks(complete, join(folder, "unused"))).toBeUndefined();
  });
});
