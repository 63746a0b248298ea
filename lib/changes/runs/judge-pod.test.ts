import { describe, expect, it } from "vitest";
import type { ContainerView, PodView } from "@/lib/kubernetes/api/views";
import { judgePod } from "./judge-pod";
import { podView } from "./testing";

const node = { nodeName: "gke-1" };
const event = (reason: string, message: string) => ({
  ...{ uid: "e", at: null, type: "Warning", reason, message, count: 1 },
});

function judge(
  pod: Partial<PodView>,
  container: Partial<ContainerView> = {},
  events = [event("Pulling", "Pulling image")],
) {
  const view = podView(pod);
  return judgePod({ ...view, containers: view.containers.map((one) => ({ ...one, ...container })) }, events);
}

describe("a pod", () => {
  it.each([
    ["without a node", {}, {}, { kind: "waiting", detail: "It waits for a node.", patienceMs: null }],
    [
      "that no node takes",
      { reason: "Unschedulable", message: "0/3 nodes are available: 3 Insufficient cpu." },
      {},
      { kind: "waiting", detail: expect.stringMatching(/No node takes it.*Insufficient cpu/), patienceMs: null },
    ],
    ["that gets ready", node, { reason: "ContainerCreating" }, { kind: "waiting", patienceMs: null }],
    ["whose image fails once", node, { reason: "ErrImagePull" }, { kind: "waiting", patienceMs: 10_000 }],
    ["whose image fails again", node, { reason: "ImagePullBackOff" }, { kind: "waiting", patienceMs: 0 }],
    ["whose image is no image", node, { reason: "InvalidImageName" }, { kind: "waiting", patienceMs: 0 }],
    [
      "that names a secret that is not there",
      node,
      { reason: "CreateContainerConfigError", message: 'secret "dbt" not found' },
      { kind: "waiting", detail: expect.stringMatching(/Secret.*"dbt" not found/), patienceMs: 10_000 },
    ],
    ["that runs", { ...node, phase: "Running" }, { state: "running" }, { kind: "running" }],
    [
      "that ended well",
      { ...node, phase: "Succeeded" },
      { state: "terminated", exitCode: 0, reason: "Completed" },
      { kind: "over", state: "finished", exitCode: 0 },
    ],
    [
      "that ended badly",
      { ...node, phase: "Failed" },
      { state: "terminated", exitCode: 2, reason: "Error" },
      { kind: "over", state: "finished", exitCode: 2, detail: "It ended with exit code 2." },
    ],
    [
      "that has ended while its phase lags",
      { ...node, phase: "Running" },
      { state: "terminated", exitCode: 0, reason: "Completed" },
      { kind: "over", state: "finished" },
    ],
    [
      "that needs more memory",
      { ...node, phase: "Failed" },
      { state: "terminated", exitCode: 137, reason: "OOMKilled" },
      { kind: "over", state: "failed", exitCode: 137, detail: expect.stringMatching(/memory limit/) },
    ],
    [
      "whose program is not there",
      { ...node, phase: "Failed" },
      { state: "terminated", exitCode: 128, reason: "StartError", message: 'exec: "curl": executable file not found' },
      { kind: "over", state: "failed", detail: expect.stringMatching(/in the image\?.*curl/) },
    ],
    [
      "past its deadline",
      { ...node, phase: "Failed", reason: "DeadlineExceeded" },
      { state: "terminated", exitCode: 137, reason: "Error" },
      { kind: "over", state: "failed", detail: expect.stringMatching(/deadline/) },
    ],
    [
      "that others delete while it runs",
      { ...node, phase: "Running", deletionTimestamp: "2026-11-01T12:00:00.000Z" },
      { state: "terminated", exitCode: 143, reason: "Error" },
      { kind: "over", state: "failed", exitCode: 143, detail: expect.stringMatching(/deleted.*exit code 143/) },
    ],
    [
      "that others delete after it ended well",
      { ...node, phase: "Succeeded", deletionTimestamp: "2026-11-01T12:00:00.000Z" },
      { state: "terminated", exitCode: 0, reason: "Completed" },
      { kind: "over", state: "finished", exitCode: 0 },
    ],
    [
      "of whose container nobody knows how it ended",
      { ...node, phase: "Failed" },
      { state: "terminated", exitCode: 137, reason: "ContainerStatusUnknown", message: "could not be located" },
      { kind: "over", state: "failed", detail: expect.stringMatching(/not known.*could not be located/) },
    ],
    [
      "that was evicted",
      { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." },
      {},
      { kind: "over", state: "failed", detail: expect.stringMatching(/Evicted.*low on resource/) },
    ],
  ] as const)("%s", (_, pod, container, expected) => {
    expect(judge(pod, container)).toMatchObject(expected);
  });

  it("says why its image cannot be pulled, in the words of the event, without a password", () => {
    const events = [
      event("Failed", 'Failed to pull image "https://u:hunter2@registry/x": 403 Forbidden'),
      event("Failed", "Error: ImagePullBackOff"),
    ];
    const { detail } = judge(node, { reason: "ImagePullBackOff", message: "Back-off" }, events) as { detail: string };
    expect(detail).toMatch(/roles\/artifactregistry\.reader.*403 Forbidden/);
    expect(detail).not.toContain("hunter2");
  });
});
