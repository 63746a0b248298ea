import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseClusterName } from "@/lib/core/cluster-name";
import { clustersOfWorlds } from "@/lib/simulator/cluster/simulated-cluster";
import { describeState } from "@/lib/simulator/control/describe-state";
import { answerGoogle } from "@/lib/simulator/google/api";
import type { GoogleWorld } from "@/lib/simulator/google/world";
import { objectAt } from "@/lib/simulator/json/merge-patch";
import { SimulatorState } from "@/lib/simulator/state";
import type { JsonObject } from "@/lib/simulator/world";
import { worlds } from ".";

const files = readdirSync(fileURLToPath(new URL(".", import.meta.url)))
  .filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && file !== "index.ts")
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();

const placeholder = /\{(?:now|[a-zA-Z]+)(?:-\d+[smhd])?\}/;

describe("the worlds", () => {
  it("are all the files of this folder, in their order, each world named after its file", () => {
    expect(worlds.map(({ name }) => name)).toEqual(files);
  });

  const clusters = clustersOfWorlds(worlds);
  const google: GoogleWorld = { clusters, caCertificate: () => "ca", now: new Date("2026-11-20T12:00:00Z") };

  it("have clusters with names of their own and addresses of their own", () => {
    const unique = (values: readonly string[]) => new Set(values).size;
    expect(unique(clusters.map(({ key }) => key))).toBe(clusters.length);
    for (const kind of ["public", "private", "dns", "frontEnd"] as const) {
      expect(unique(clusters.map(({ addresses }) => addresses[kind]))).toBe(clusters.length);
    }
    expect(clusters.filter(({ key }) => parseClusterName(key) === undefined)).toEqual([]);
  });

  it.each(clusters.map((cluster) => [cluster.world.name, cluster] as const))(
    "%s leaves no placeholder unfilled",
    (_name, cluster) => {
      const state = new SimulatorState(() => [cluster]);
      const shown = [
        { ...cluster.resource, masterAuth: null },
        describeState(state, () => ({ cluster: "ca", other: "other" })).worlds,
        ...["clusters", `clusters/${cluster.name.cluster}`, "operations"].map((rest) => ask(google, cluster.key, rest)),
      ];
      expect(placeholder.exec(JSON.stringify(shown))).toBeNull();
    },
  );

  it.each(clusters.map((cluster) => [cluster.world.name, cluster] as const))(
    "%s says the same in both API shapes",
    (_name, cluster) => {
      const { overlay } = cluster.world;
      if ("masterAuthorizedNetworksConfig" in overlay || overlay.controlPlaneEndpointsConfig === null) return;
      const ip = objectAt(objectAt(cluster.resource, "controlPlaneEndpointsConfig"), "ipEndpointsConfig");
      const expected = ip.enabled === true ? objectAt(ip, "authorizedNetworksConfig") : {};
      expect(cluster.resource.masterAuthorizedNetworksConfig).toEqual(expected);
    },
  );
});

function ask(world: GoogleWorld, key: string, rest: string): unknown {
  const path = `/v1/${key.replace(/clusters\/[^/]+$/, rest)}`;
  const headers = { authorization: "Bearer t" };
  const { json } = answerGoogle(world, { method: "GET", path, query: new URLSearchParams(), headers, body: "" });
  return (json as JsonObject).clusters ? undefined : json;
}
