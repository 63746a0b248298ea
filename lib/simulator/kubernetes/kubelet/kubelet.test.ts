import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/simulator/world";
import { readStream, testCluster, testPod } from "../testing";

const pods = "/api/v1/namespaces/default/pods";
const image = "europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9";

function start(pod: JsonObject, changes: Parameters<typeof testCluster>[0] = {}) {
  const cluster = testCluster(changes);
  const { ask } = cluster;
  const created = ask("POST", pods, { body: pod });
  expect(created.body).toMatchObject({ kind: "Pod", status: { phase: "Pending" } });
  const name = (pod.metadata as { name: string }).name;
  const status = () => ask("GET", `${pods}/${name}`).body.status as JsonObject;
  const container = () => ((status().containerStatuses ?? [{}]) as JsonObject[])[0];
  const events = () => {
    const { items } = ask("GET", `/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3D${name}`).body;
    const sorted = (items as JsonObject[]).toSorted(
      (left, right) =>
        Number((left.metadata as JsonObject).resourceVersion) - Number((right.metadata as JsonObject).resourceVersion),
    );
    return sorted.map(({ reason, message }) => `${reason}: ${message}`);
  };
  const log = (query = "") => ask("GET", `${pods}/${name}/log${query}`);
  return { ...cluster, status, container, events, log, path: `${pods}/${name}` };
}

describe("a pod that runs", () => {
  it("goes from Pending to Succeeded, with its events and its log", () => {
    const { status, container, events, log, advance } = start(testPod("p"), { podStartMs: 1_000 });
    const seen: unknown[] = [];
    for (let passed = 0; passed < 1_200; passed += 100) {
      const { phase } = status();
      const state = Object.entries((container() as { state?: JsonObject }).state ?? {}).map(
        ([name, value]) => (value as JsonObject).reason ?? name,
      );
      const now = [phase, ...state].join(" ");
      if (seen.at(-1) !== now) seen.push(now);
      if (now === "Pending ContainerCreating")
        expect(log().body.message).toContain("is waiting to start: ContainerCreating");
      advance(100);
    }
    expect(seen).toEqual(["Pending", "Pending ContainerCreating", "Running running", "Succeeded Completed"]);
    expect(events()).toEqual([
      expect.stringMatching(/^Scheduled: Successfully assigned default\/p to gke-test-world-default-pool-/),
      `Pulling: Pulling image "busybox:1.36"`,
      expect.stringMatching(/^Pulled: Successfully pulled image "busybox:1.36" in /),
      "Created: Created container: base",
      "Started: Started container base",
    ]);
    expect(log().text).toBe("hi\n");
    expect(log("?timestamps=true").text).toBe("2026-11-20T12:00:00.800Z hi\n");
  });

  it("is over at once where starting takes no time", () => {
    const { status, container, advance } = start(testPod("p", {}, { args: ["false"] }));
    expect(status().phase).toBe("Running");
    advance(10);
    expect(status().phase).toBe("Failed");
    expect(container()).toMatchObject({ state: { terminated: { exitCode: 1, reason: "Error" } } });
  });

  it("shows its log while it runs, to the end", () => {
    const pod = testPod("p", {}, { image, args: ["run"] });
    const { log, advance, status, ask } = start(pod, { setup: { images: [{ image, program: "dbt" }] } });
    ask("GET", "/api/v1/nodes");
    const followed = readStream(log("?follow=true"));
    expect(followed.text()).toContain("Running with dbt=1.9.4");
    expect([followed.ended(), status().phase]).toEqual([false, "Running"]);
    advance(5_000);
    ask("GET", "/api/v1/nodes");
    expect(followed.text()).toContain("Done. PASS=3 WARN=0 ERROR=0 SKIP=0 TOTAL=3\n");
    expect([followed.ended(), status().phase]).toEqual([true, "Succeeded"]);
    expect(log("?tailLines=1").text).toMatch(/Done\. PASS=3/);
    followed.stop();
  });

  it("is ended by its deadline", () => {
    const { status, container, events, advance } = start(
      testPod("p", { activeDeadlineSeconds: 30 }, { args: ["sleep", "3600"] }),
    );
    advance(29_999);
    expect(status().phase).toBe("Running");
    advance(1);
    expect(status()).toMatchObject({
      phase: "Failed",
      reason: "DeadlineExceeded",
      message: "Pod was active on the node longer than the specified deadline",
    });
    expect(container()).toMatchObject({ state: { terminated: { exitCode: 137, finishedAt: "2026-11-20T12:00:30Z" } } });
    expect(events()).toContain("DeadlineExceeded: Pod was active on the node longer than the specified deadline");
  });

  it("is started again when it failed and may", () => {
    const { container, advance, status, events } = start(
      testPod("p", { restartPolicy: "OnFailure" }, { args: ["false"] }),
    );
    advance(500);
    expect(container()).toMatchObject({
      restartCount: 0,
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: { terminated: { exitCode: 1 } },
    });
    expect(status().phase).toBe("Running");
    advance(10_000);
    expect(container()).toMatchObject({ restartCount: 1 });
    expect(events().join("\n")).toContain("BackOff: Back-off restarting failed container base in pod p_default(");
  });

  it("gets a moment to end when it is deleted, and none with grace 0", () => {
    const { ask, path, advance } = start(testPod("p", {}, { args: ["sleep", "60"] }), { podStartMs: 1_000 });
    advance(2_000);
    const watch = readStream(ask("GET", `${pods}?watch=1`));
    expect(ask("DELETE", path).body.metadata).toMatchObject({
      deletionGracePeriodSeconds: 30,
      deletionTimestamp: "2026-11-20T12:00:32Z",
    });
    expect(ask("GET", path).status).toBe(200);
    advance(200);
    expect(ask("GET", path).status).toBe(404);
    expect(watch.lines().at(-1)?.type).toBe("DELETED");
    watch.stop();
    ask("POST", pods, { body: testPod("q", {}, { args: ["sleep", "60"] }) });
    advance(2_000);
    ask("DELETE", `${pods}/q`, { body: { gracePeriodSeconds: 0 } });
    expect(ask("GET", `${pods}/q`).status).toBe(404);
  });
});

describe("a pod that the world put on a node", () => {
  it("stays as it is until it is deleted", () => {
    const status = { phase: "Running", containerStatuses: [{ name: "base", state: { running: {} }, restartCount: 3 }] };
    const pod = testPod("old", { nodeName: "gke-test-world-default-pool-4c1d9e2f-x7k2" });
    const objects = [{ ...pod, metadata: { name: "old", namespace: "default" }, status }];
    const { ask, advance } = testCluster({ setup: { objects } });
    advance(60_000);
    expect(ask("GET", `${pods}/old`).body.status).toEqual(status);
    expect(ask("GET", `${pods}/old/log`)).toMatchObject({ status: 200, text: "" });
    ask("DELETE", `${pods}/old`);
    expect(ask("GET", `${pods}/old`).status).toBe(404);
  });
});

describe("a pod that does not start", () => {
  it.each([
    [
      "denied",
      "failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://europe-docker.pkg.dev/v2/token?scope=repository%3Acorp-data-prod%2Fdbt%2Fdbt%3Apull&service=europe-docker.pkg.dev: 403 Forbidden",
    ],
    ["missing", `failed to resolve reference "${image}": ${image}: not found`],
  ] as const)("has an image whose pull is %s", (pull, text) => {
    const setup = { images: [{ image, pull }] };
    const { container, status, events, advance, log } = start(testPod("p", {}, { image }), {
      setup,
      podStartMs: 1_000,
    });
    advance(600);
    expect(container()).toMatchObject({
      state: { waiting: { reason: "ErrImagePull", message: expect.stringContaining(text) } },
    });
    advance(400);
    expect(container()).toMatchObject({ state: { waiting: { reason: "ImagePullBackOff" } } });
    expect(status().phase).toBe("Pending");
    expect(events().map((event) => event.split(":")[0])).toEqual([
      "Scheduled",
      "Pulling",
      "Failed",
      "Failed",
      "BackOff",
      "Failed",
    ]);
    expect(events()[2]).toContain(text);
    expect(log().body.message).toBe(
      `container "base" in pod "p" is waiting to start: trying and failing to pull image`,
    );
  });

  it("pulls slowly where the world says so", () => {
    const { status, advance } = start(testPod("p", {}, { image }), { setup: { images: [{ image, pull: "slow" }] } });
    advance(119_999);
    expect(status().phase).toBe("Pending");
    advance(11);
    expect(status().phase).toBe("Succeeded");
  });

  it.each([
    [
      { nodeSelector: { disk: "ssd" } },
      {},
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    ],
    [
      {},
      { resources: { requests: { cpu: "64" } } },
      "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
    ],
    [{}, { resources: { requests: { memory: "14Gi" } } }, "3 Insufficient memory"],
  ])("fits on no node: %j %j", (spec, container, message) => {
    const { status, events, advance } = start(testPod("p", spec, container));
    advance(1);
    expect(events()).toEqual([expect.stringContaining(message)]);
    expect(status()).toMatchObject({
      phase: "Pending",
      conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }],
    });
  });

  it("waits for a Secret, and starts when it is there", () => {
    const env = [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "dbt", key: "password" } } }];
    const { ask, container, status, events, advance } = start(testPod("p", {}, { env }));
    advance(1);
    expect(container()).toMatchObject({
      state: { waiting: { reason: "CreateContainerConfigError", message: `secret "dbt" not found` } },
    });
    ask("POST", "/api/v1/namespaces/default/secrets", { body: { metadata: { name: "dbt" }, data: { user: "YQ==" } } });
    advance(10_000);
    expect(container()).toMatchObject({
      state: { waiting: { message: "couldn't find key password in Secret default/dbt" } },
    });
    const headers = { "content-type": "application/merge-patch+json" };
    ask("PATCH", "/api/v1/namespaces/default/secrets/dbt", { body: { data: { password: "YQ==" } }, headers });
    advance(20_100);
    expect(status().phase).toBe("Succeeded");
    expect(events()).toContain(`Failed: Error: secret "dbt" not found`);
  });

  it("has a program that its image has not", () => {
    const { container, status, advance } = start(testPod("p", {}, { command: ["frobnicate"] }));
    advance(1);
    expect(status().phase).toBe("Failed");
    expect(container()).toMatchObject({
      state: {
        terminated: {
          exitCode: 128,
          reason: "StartError",
          message: expect.stringContaining(`exec: "frobnicate": executable file not found in $PATH`),
        },
      },
    });
  });
});

describe("programs of images", () => {
  it.each([
    ["out-of-memory", { exitCode: 137, reason: "OOMKilled" }],
    ["fail", { exitCode: 1, reason: "Error" }],
    ["silent", { exitCode: 0, reason: "Completed" }],
  ] as const)("%s ends with %j", (program, ended) => {
    const { container, advance } = start(testPod("p", {}, { image, args: [] }), {
      setup: { images: [{ image, program }] },
    });
    advance(500);
    expect(container()).toMatchObject({ state: { terminated: ended } });
  });

  it("does not run shell scripts", () => {
    const { container, log, advance } = start(testPod("p", {}, { command: ["/bin/sh", "-c", "echo hi"] }));
    advance(100);
    expect(log().text).toBe("sh: this is a simulated container\n");
    expect(container()).toMatchObject({ state: { terminated: { exitCode: 127 } } });
  });
});

describe("Autopilot", () => {
  it("raises requests and says so", () => {
    const { ask } = testCluster({ base: "autopilot" });
    const { body } = ask("POST", pods, {
      body: testPod("p", {}, { resources: { requests: { cpu: "300m", memory: "100Mi" } } }),
    });
    const resources = { cpu: "500m", memory: "512Mi", "ephemeral-storage": "1Gi" };
    expect(body).toMatchObject({
      metadata: { annotations: { "autopilot.gke.io/resource-adjustment": expect.stringContaining(`"modified":true`) } },
      spec: { containers: [{ resources: { limits: resources, requests: resources } }] },
      status: { qosClass: "Guaranteed" },
    });
  });

  it.each([
    [{ hostNetwork: true }, {}, "enabling hostNetwork is not allowed in Autopilot."],
    [{ volumes: [{ name: "v", hostPath: { path: "/etc" } }] }, {}, "uses path /etc which is not allowed in Autopilot"],
    [{}, { securityContext: { privileged: true } }, "container base is privileged; not allowed in Autopilot"],
  ])("refuses %j %j", (spec, container, text) => {
    const { ask } = testCluster({ base: "autopilot" });
    const { status, body } = ask("POST", pods, { body: testPod("p", spec, container) });
    expect([status, body.reason]).toEqual([400, "GKE Warden constraints violations"]);
    expect(body.message).toContain(text);
  });
});
