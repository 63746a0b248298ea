import { describe, expect, it } from "vitest";
import type { ClusterStatus } from "@/lib/diagnosis/facts/cluster-view";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { repairCluster } from "./repair-cluster";

function propose(status: ClusterStatus, codes: readonly string[] = []) {
  const conditions = codes.map((code) => ({ code, message: "" }));
  return repairCluster.propose(healthySnapshot({ cluster: clusterView({ status, conditions }) }), {});
}

describe("repair-cluster", () => {
  it.each([
    {
      code: "CLOUD_KMS_KEY_ERROR",
      command: "databaseEncryption.keyName",
      permission: "cloudkms.cryptoKeyVersions.update",
    },
    {
      code: "CLOUD_KMS_KEY_DESTROYED",
      command: "databaseEncryption.keyName",
      permission: "cloudkms.cryptoKeyVersions.restore",
    },
    {
      code: "GKE_SERVICE_ACCOUNT_DELETED",
      command: "serviceAccount:service-PROJECT_NUMBER@container-engine-robot.iam.gserviceaccount.com",
      permission: "resourcemanager.projects.setIamPolicy",
    },
    { code: "CA_EXPIRING", command: "--start-credential-rotation", permission: "container.clusters.update" },
  ])("knows what to do about $code", ({ code, command, permission }) => {
    expect(propose("DEGRADED", [code])).toMatchObject({
      risk: "disruptive",
      title: `Repair analytics-private: ${code}`,
      commands: { gcloud: expect.stringContaining(command) },
      permissions: expect.arrayContaining([permission]),
    });
  });

  it("asks for each thing once when two conditions share it", () => {
    const plan = propose("DEGRADED", ["CLOUD_KMS_KEY_ERROR", "CLOUD_KMS_KEY_DESTROYED"]);
    expect("refused" in plan ? "" : plan.commands.gcloud?.match(/keyName/g)).toHaveLength(1);
  });

  it("sends to support for what it does not know, and says that ERROR is the end", () => {
    expect(JSON.stringify(propose("DEGRADED", ["SET_BY_OPERATOR"]))).toContain("support");
    expect(JSON.stringify(propose("ERROR"))).toContain("Make a new cluster");
  });

  it("sends no request in any case", () => {
    const plan = propose("ERROR", ["CA_EXPIRING"]);
    expect("refused" in plan ? [] : plan.steps.filter(({ request }) => request !== null)).toEqual([]);
  });

  it.each(["RUNNING", "RECONCILING"] as const)("refuses for %s without a condition", (status) => {
    expect(propose(status)).toEqual({ refused: expect.stringContaining(status) });
  });
});
