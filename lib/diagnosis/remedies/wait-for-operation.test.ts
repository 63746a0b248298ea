import { describe, expect, it } from "vitest";
import { healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { waitForOperation } from "./wait-for-operation";

const upgrade = {
  name: "operation-1",
  type: "UPGRADE_NODES",
  status: "RUNNING",
  startTime: "2026-03-01T01:02:03Z",
  detail: "",
};

describe("wait-for-operation", () => {
  it("follows the operation and changes nothing", () => {
    const operations = { running: [upgrade] };
    const plan = waitForOperation.propose(healthySnapshot({ operations }), { operation: "operation-1" });
    expect(plan).toMatchObject({
      risk: "none",
      changes: [],
      undo: null,
      steps: [
        {
          request: {
            method: "GET",
            path: "/v1/projects/corp-data-prod/locations/europe-west1/operations/operation-1",
          },
        },
        { request: null },
      ],
      commands: {
        gcloud: expect.stringMatching(/^gcloud container operations wait operation-1\s.*--location europe-west1/),
        kubectl: null,
        terraform: null,
      },
      warnings: expect.arrayContaining([expect.stringContaining("can take hours")]),
    });
  });

  it("has nothing to wait for when the operation has ended", () => {
    const plan = waitForOperation.propose(healthySnapshot(), { operation: "operation-1" });
    expect(plan).toEqual({ refused: "The operation operation-1 is not running any more: try the update again." });
  });

  it("names the permission when operations cannot be read", () => {
    const operations = unobserved("permission-denied", "container.operations.list");
    const plan = waitForOperation.propose(healthySnapshot({ operations }), { operation: "operation-1" });
    expect(plan).toMatchObject({ refused: expect.stringContaining("container.operations.list") });
  });
});
