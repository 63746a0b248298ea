import { describe, expect, it } from "vitest";
import { type ClusterClue, matchCluster } from "./match-cluster";
import type { ClusterRow } from "./wire";

function row(project: string, location: string, name: string, publicHost: string): ClusterRow {
  return {
    name,
    project,
    location,
    status: "RUNNING",
    resource: `projects/${project}/locations/${location}/clusters/${name}`,
    endpoints: [
      { kind: "public", host: publicHost, usable: true },
      { kind: "private", host: "172.16.0.2", usable: true },
    ],
    authorizedNetworks: { enabled: true, entries: 1 },
  };
}

const west = row("corp-prod", "europe-west1", "analytics", "34.78.1.2");
const zonal = row("corp-prod", "europe-west1-b", "analytics", "34.78.1.3");
const other = row("corp-dev", "us-central1", "web", "35.192.0.1");
const clusters = [west, zonal, other];

describe("matchCluster", () => {
  it.each<[string, ClusterClue, ClusterRow]>([
    ["a full name", { name: { project: "corp-prod", location: "europe-west1-b", cluster: "analytics" } }, zonal],
    ["an endpoint's address", { host: "35.192.0.1" }, other],
    ["a short name that is unique", { cluster: "web" }, other],
    [
      "a name that is listed before an address that is another's",
      { name: { project: "corp-prod", location: "europe-west1", cluster: "analytics" }, host: "35.192.0.1" },
      west,
    ],
    [
      "an address when the name is not listed",
      { name: { project: "gone", location: "europe-west1", cluster: "analytics" }, host: "34.78.1.3" },
      zonal,
    ],
  ])("finds the cluster by %s", (_, clue, cluster) => {
    expect(matchCluster(clue, clusters)).toMatchObject({ kind: "found", cluster });
  });

  it("says which endpoint an address is", () => {
    expect(matchCluster({ host: "34.78.1.2" }, clusters)).toMatchObject({ endpoint: "public" });
    expect(matchCluster({ cluster: "web" }, clusters)).toMatchObject({ endpoint: null });
  });

  it.each<[string, ClusterClue, number]>([
    ["a private address that repeats", { host: "172.16.0.2" }, 3],
    ["a name in two locations", { cluster: "analytics" }, 2],
  ])("leaves the choice when %s fits several", (_, clue, amount) => {
    const match = matchCluster(clue, clusters);
    expect(match.kind === "several" && match.clusters.length).toBe(amount);
  });

  it.each<[ClusterClue, string]>([
    [{ name: { project: "p", location: "l", cluster: "c" } }, "c in l of p"],
    [{ host: "10.0.0.9" }, "10.0.0.9 is no endpoint"],
    [{ cluster: "nowhere" }, "No cluster named nowhere"],
    [{}, "does not say"],
  ])("says why nothing fits %j", (clue, why) => {
    const match = matchCluster(clue, clusters);
    expect(match.kind).toBe("none");
    expect(match.why).toContain(why);
  });
});
