import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimulator } from "@/lib/simulator/simulator";
import { loadRecorded } from "./load-recorded";

const shared = resolve("../shared/corpus/recorded");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "recorded-"));
});
afterAll(() => rm(folder, { recursive: true }));

const link = (path: string) => `https://container.googleapis.com/v1beta1/projects/p-recorded/${path}`;
const cluster = (path: string, changes: object) => ({ name: "c", selfLink: link(path), ...changes });

describe("loadRecorded", () => {
  it("takes each cluster's last good GET, keeps locations apart, and says what it left out", async () => {
    const zonal = "zones/us-central1-a/clusters/c";
    const exchanges = [
      { method: "GET", url: `${link(zonal)}?alt=json`, status: 404, response: { error: {} } },
      {
        method: "GET",
        url: link(zonal),
        status: 200,
        response: cluster(zonal, { endpoint: "203.0.113.50", etag: "1" }),
      },
      { method: "PUT", url: link(zonal), status: 200, response: { name: "operation-1" } },
      {
        method: "GET",
        url: link(zonal),
        status: 200,
        response: cluster(zonal, { endpoint: "203.0.113.50", etag: "2" }),
      },
      { method: "GET", url: link(zonal), status: 404, response: { error: {} } },
    ];
    const regional = cluster("locations/us-central1/clusters/c", { endpoint: "203.0.113.50" });
    await writeFile(join(folder, "a.json"), JSON.stringify({ exchanges }));
    await writeFile(join(folder, "b.json"), JSON.stringify({ clusters: [regional, { name: "nameless" }] }));
    await writeFile(join(folder, "c-iam.json"), JSON.stringify({ bindings: [] }));
    await writeFile(join(folder, "d.json"), "not JSON");
    const { clusters, notices } = await loadRecorded(folder);
    expect(clusters.map(({ key, resource }) => [key, resource.etag])).toEqual([
      ["projects/p-recorded/locations/us-central1-a/clusters/c", "2"],
      ["projects/p-recorded/locations/us-central1/clusters/c", undefined],
    ]);
    expect(notices).toEqual([
      "b.json: a cluster without a readable selfLink, left out",
      "c-iam.json: no clusters in it, left out",
      "d.json: no clusters in it, left out",
    ]);
  });

  it("rejects for a folder that is not there", async () => {
    await expect(loadRecorded(join(folder, "nope"))).rejects.toThrow("ENOENT");
  });

  it("serves every recording of the shared corpus", async (context) => {
    if (!existsSync(shared)) {
      console.warn(`SKIPPED: ${shared} is not here, so no real recording was loaded.`);
      return context.skip();
    }
    const simulator = await startSimulator({ recordedFolder: shared });
    try {
      const state = await fetch(`${simulator.control}/state`);
      const { worlds } = (await state.json()) as { worlds: { cluster: string }[] };
      expect(worlds.length).toBeGreaterThanOrEqual(13);
      expect(new Set(worlds.map(({ cluster: key }) => key)).size).toBe(worlds.length);
      for (const { cluster: key } of worlds) {
        const response = await fetch(`${simulator.google}v1/${key}`, { headers: { authorization: "Bearer t" } });
        expect([key, response.status]).toEqual([key, 200]);
      }
      expect(simulator.notices.join("\n")).toContain("iam");
    } finally {
      await simulator.close();
    }
  });
});
