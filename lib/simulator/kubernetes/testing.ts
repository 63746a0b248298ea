import { SimulatedClock } from "@/lib/simulator/clock/simulated-clock";
import { Timeline } from "@/lib/simulator/clock/timeline";
import { clustersOfWorlds } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { IamState } from "@/lib/simulator/iam/iam-state";
import { Identities } from "@/lib/simulator/identity/identities";
import { asClusterWorld, type WorkloadWorld } from "@/lib/simulator/workload-world";
import type { JsonObject } from "@/lib/simulator/world";
import { type ApiServer, answerKubernetes } from "./api-server";
import { KubernetesClusters } from "./kubernetes-cluster";

/** When every test's clock stands. */
export const testStart = new Date("2026-11-20T12:00:00Z");

type Changes = Partial<Omit<WorkloadWorld, "expected">> & {
  readonly status?: ApiServer["status"];
  readonly podStartMs?: number;
};

type Sent = {
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

export type TestAnswer = SimulatedAnswer & { readonly body: JsonObject };

/** A simulated cluster without network: requests go straight to its API server, and the clock moves only when told. */
export function testCluster(changes: Changes = {}) {
  const { status = "ok", podStartMs = 0, ...world } = changes;
  const workload: WorkloadWorld = {
    name: "test-world",
    title: "A test.",
    base: "regional-private",
    overlay: {},
    setup: {},
    request: { namespace: "default", serviceAccount: "default", googleServiceAccount: null },
    expected: { verdict: "reachable", cause: null },
    ...world,
  };
  const clusters = clustersOfWorlds([asClusterWorld(workload)].filter((each) => each !== undefined));
  const [cluster] = clusters;
  if (!cluster) throw new Error("The world has no cluster.");
  const clock = new SimulatedClock(() => testStart);
  clock.freeze();
  const timeline = new Timeline();
  const identities = new Identities();
  const iam = new IamState([workload]);
  const kubernetes = new KubernetesClusters({
    clock,
    timeline,
    identities,
    iam,
    podStartMs: () => podStartMs,
    clusters: () => clusters,
  });
  const ask = (method: string, target: string, { body, token = "t", headers = {} }: Sent = {}): TestAnswer => {
    const { pathname, searchParams } = new URL(target, "http://cluster");
    const text = body === undefined ? "" : JSON.stringify(body);
    const authorization: Readonly<Record<string, string>> = token === null ? {} : { authorization: `Bearer ${token}` };
    const server = { status, gkeVersion: "1.33.5-gke.1", kubernetes: kubernetes.of(cluster) };
    const answer = answerKubernetes(server, {
      method,
      path: pathname,
      query: searchParams,
      headers: { "content-type": "application/json", ...authorization, ...headers },
      body: text,
    });
    return { ...answer, body: (answer.json ?? {}) as JsonObject };
  };
  return { ask, cluster, clock, identities, iam, advance: (milliseconds: number) => clock.advance(milliseconds) };
}

/** What a watch or a followed log writes: its lines so far, and how to leave it. */
export function readStream({ stream }: SimulatedAnswer) {
  if (!stream) throw new Error("The answer is no stream.");
  let text = "";
  let ended = false;
  const stop = stream({
    write: (piece) => {
      text += piece;
    },
    end: () => {
      ended = true;
    },
  });
  const lines = () =>
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { readonly type: string; readonly object: JsonObject });
  return { text: () => text, lines, ended: () => ended, stop };
}

/** A pod of one container. */
export function testPod(name: string, spec: JsonObject = {}, container: JsonObject = {}): JsonObject {
  const containers = [{ name: "base", image: "busybox:1.36", args: ["echo", "hi"], ...container }];
  return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { restartPolicy: "Never", containers, ...spec } };
}
