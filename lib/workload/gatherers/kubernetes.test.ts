import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import type { PodView } from "@/lib/kubernetes/api/views";
import { foundCluster, healthySnapshot, pod } from "@/lib/workload/facts/testing";
import { runLabels } from "@/lib/workload/runs/labels";
import { kubernetesGatherers } from "./kubernetes";
import type { ReadCluster } from "./read-cluster";
import type { WorkloadSurroundings } from "./surroundings";

/** What the gatherer of pods makes of a cluster with these pods. */
async function gatheredPods(...pods: readonly PodView[]) {
  const proxy = createServer();
  proxy.on("connect", (_, socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n"));
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise((resolve) => proxy.close(() => resolve())));
  const surroundings = {
    identity: { accessToken: async () => "token" },
    network: { proxyUrl: `http://server:x@127.0.0.1:${(proxy.address() as AddressInfo).port}`, resolvers: [] },
    kubernetes: () => ({ pods: async () => pods }),
  } as unknown as WorkloadSurroundings;
  const found = foundCluster();
  if (found.outcome !== "found") throw new Error("no cluster");
  const readCluster: ReadCluster = async () => ({ cluster: clusterView(), workload: found.view });
  const gatherer = kubernetesGatherers(surroundings, readCluster).find(({ fact }) => fact === "pods");
  const preparation = gatherer?.prepare(healthySnapshot());
  if (!preparation || !("gather" in preparation)) throw new Error("nothing to gather");
  return preparation.gather(AbortSignal.timeout(5_000));
}

it("leaves out the pods that Drawbridge runs itself, and tells the newest first", async () => {
  const own = pod({ name: "drawbridge-probe-1", labels: { ...runLabels("1"), app: "dbt" } });
  const [older, newer] = [pod({ name: "a" }), pod({ name: "b", startedAt: "2026-01-01T11:55:00Z" })];
  expect(await gatheredPods(own, older, newer)).toEqual({ known: { pods: [newer, older] } });
});
