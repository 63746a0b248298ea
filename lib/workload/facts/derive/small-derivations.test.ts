import { describe, expect, it } from "vitest";
import { foundCluster, gsa, nodeAccount, nodePool, pod, pool, request } from "@/lib/workload/facts/testing";
import { clockTime } from "./clock-time";
import { isNodeAccount, poolOf, shortEmail, whose } from "./identity";
import { isNearMiss } from "./near-miss";
import { podsOnPools } from "./pods-on-pools";
import { effectiveBy } from "./proof-standing";

describe("isNearMiss", () => {
  it.each([
    ["wi-dbt@corp", "wi-dtb@corp", true],
    ["wi-dbt@corp", "wi-dbt@corps", true],
    ["wi-dbt@corp", "wi-dbt@corp", false],
    ["wi-dbt@corp", "wi-dbxyz@corp", false],
    ["prod", "test", false],
    ["ab", "ac", false],
    ["", "a", false],
  ])("%s and %s: %s", (left, right, expected) => {
    expect(isNearMiss(left, right)).toBe(expected);
    expect(isNearMiss(right, left)).toBe(expected);
  });
});

describe("whose", () => {
  const cluster = foundCluster({
    nodePools: [{ ...nodePool("p", "gke"), serviceAccount: "nodes@corp.iam.gserviceaccount.com" }],
  });

  it.each([
    [gsa, "wanted"],
    [pool, "pool"],
    [nodeAccount, "node"],
    ["nodes@corp.iam.gserviceaccount.com", "node"],
    ["other@corp.iam.gserviceaccount.com", "other"],
  ])("%s is %s, when an account is wanted", (name, expected) => {
    expect(whose(name, request(), cluster)).toBe(expected);
  });

  it.each([
    [pool, "wanted"],
    ["another.svc.id.goog", "pool"],
    [gsa, "other"],
  ])("%s is %s, when the direct principal is wanted", (name, expected) => {
    expect(whose(name, request({ googleServiceAccount: null }), cluster)).toBe(expected);
  });

  it("knows Compute Engine's default account without a cluster", () => {
    expect(isNodeAccount(nodeAccount, undefined)).toBe(true);
    expect(isNodeAccount(gsa, undefined)).toBe(false);
  });
});

describe("small words", () => {
  it("takes the cluster's own pool, and else the one of its project", () => {
    expect(poolOf(request(), foundCluster({ workloadPool: "fleet.svc.id.goog" }))).toBe("fleet.svc.id.goog");
    expect(poolOf(request(), foundCluster({ workloadPool: null }))).toBe(pool);
    expect(poolOf(request(), undefined)).toBe(pool);
  });

  it("shortens an address, and tells the time", () => {
    expect(shortEmail(gsa)).toBe("wi-dbt");
    expect(clockTime("2026-01-01T23:59:59.9Z")).toBe("23:59 UTC");
    expect(clockTime("soon")).toBe("soon");
    expect(effectiveBy("2026-01-01T23:59:00Z")).toBe("2026-01-02T00:06:00.000Z");
    expect(effectiveBy("soon")).toBeUndefined();
  });

  it("finds pods on pools by the names of their nodes, where these are whole", () => {
    const pools = foundCluster({ nodePools: [nodePool("a", "gke"), nodePool("a-b", "gce")] });
    const { view } = pools.outcome === "found" ? pools : { view: undefined };
    if (!view) throw new Error("no cluster");
    const on = (nodeName: string | null) => podsOnPools([pod({ nodeName })], view).map((placed) => placed.pool);
    expect(on("gke-analytics-a-0a1b2c3d-x1y2")).toEqual(["a"]);
    expect(on("gke-analytics-a-b-0a1b2c3d-x1y2")).toEqual(["a-b"]);
    expect(on("gke-analyt-a-0a1b2c3d-x1y2")).toEqual([]);
    expect(on("gke-analytics-c-0a1b2c3d-x1y2")).toEqual([]);
    expect(on(null)).toEqual([]);
  });
});
