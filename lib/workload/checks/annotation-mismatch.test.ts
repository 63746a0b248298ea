import { describe, expect, it } from "vitest";
import { gsa, healthySnapshot, request, unobserved } from "@/lib/workload/facts/testing";
import { annotationMismatch } from "./annotation-mismatch";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return annotationMismatch.evaluate(healthySnapshot(replaced));
}

describe("annotation-mismatch", () => {
  const annotated = (annotation: string | null) =>
    ({ exists: true, uid: "s1", resourceVersion: "1", annotation, automountToken: null }) as const;

  it.each([
    ["wi-dbd@corp-data-prod.iam.gserviceaccount.com", "The annotation has a typing error"],
    [gsa.toUpperCase(), "The annotation has a typing error"],
    [`${gsa} `, "The annotation has a typing error"],
    ["etl@corp-data-prod.iam.gserviceaccount.com", "The annotation names another account"],
    ["wi-dbt@corp-data-test.iam.gserviceaccount.com", "The annotation names another account"],
  ])("fails for %s: %s", (annotation, title) => {
    expect(evaluate({ serviceAccount: annotated(annotation) })).toMatchObject({
      status: "fail",
      title,
      certainty: "certain",
      remedies: [{ id: "annotate-service-account", params: {} }],
    });
  });

  it("passes for exactly the account", () => {
    expect(evaluate({})).toMatchObject({ status: "pass" });
  });

  it("does not apply without an annotation, without a service account, and to the direct principal", () => {
    expect(evaluate({ serviceAccount: annotated(null) })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ serviceAccount: { exists: false } })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ request: request({ googleServiceAccount: null }) })).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when the service account could not be read", () => {
    expect(evaluate({ serviceAccount: unobserved("timed-out", "8 s") })).toMatchObject({ status: "unknown" });
  });
});
