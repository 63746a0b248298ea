import { describe, expect, it } from "vitest";
import { healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { clustersGetDenied } from "./clusters-get-denied";
import { says } from "./given/testing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return clustersGetDenied.evaluate(healthySnapshot(replaced));
}

describe("clusters-get-denied", () => {
  it("fails when gcloud's error names the permission", () => {
    const errorText = says("gcloud-permission-denied", {
      permission: "container.clusters.get",
      project: "corp-data-prod",
    });
    expect(evaluate({ errorText })).toMatchObject({
      status: "fail",
      summary: "Google refused you container.clusters.get on analytics-private in corp-data-prod.",
      bases: ["error-text"],
      remedies: [
        {
          id: "grant-role",
          params: { role: "roles/container.clusterViewer", permission: "container.clusters.get" },
        },
      ],
    });
  });

  it.each([
    ["no text", { given: false } as const],
    ["another permission", says("gcloud-permission-denied", { permission: "container.clusters.update" })],
    ["no permission by name", says("gcloud-permission-denied")],
    ["a refusal by Kubernetes", says("http-403", { permission: "container.clusters.get" })],
    ["a text that leaves it open", says(["gcloud-permission-denied", "vpc-service-controls"])],
  ])("does not apply to %s", (_, errorText) => {
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });

  it("does not blame the person for what Drawbridge may not read", () => {
    const cluster = unobserved("permission-denied", "container.clusters.get on corp-data-prod");
    expect(evaluate({ cluster, clusterLookup: cluster })).toMatchObject({ status: "not-applicable" });
  });
});
