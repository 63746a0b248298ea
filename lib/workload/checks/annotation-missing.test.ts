import { describe, expect, it } from "vitest";
import { gsa, healthySnapshot, pool, request, says, unobserved } from "@/lib/workload/facts/testing";
import { annotationMissing } from "./annotation-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return annotationMissing.evaluate(healthySnapshot(replaced));
}

describe("annotation-missing", () => {
  const annotated = (annotation: string | null) =>
    ({ exists: true, uid: "s1", resourceVersion: "1", annotation, automountToken: null }) as const;

  it.each([null, ""])("fails for the annotation %o", (annotation) => {
    expect(evaluate({ serviceAccount: annotated(annotation) })).toMatchObject({
      status: "fail",
      certainty: "certain",
      remedies: [{ id: "annotate-service-account", params: {} }],
    });
  });

  it("fails with the service account, so that both are made at once", () => {
    expect(evaluate({ serviceAccount: { exists: false } })).toMatchObject({ status: "fail" });
  });

  it("shows a text that agrees", () => {
    const errorText = says("caller-is-workload-pool", { caller: pool });
    expect(evaluate({ serviceAccount: annotated(null), errorText })).toMatchObject({
      bases: ["configuration", "error-text"],
    });
  });

  it.each([gsa, "another@corp.iam.gserviceaccount.com"])(
    "passes for %s: which one it is, another check says",
    (annotation) => {
      expect(evaluate({ serviceAccount: annotated(annotation) })).toMatchObject({ status: "pass" });
    },
  );

  it("does not apply to the direct principal", () => {
    const asked = request({ googleServiceAccount: null });
    expect(evaluate({ request: asked, serviceAccount: annotated(null) })).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when the service account could not be read", () => {
    expect(
      evaluate({ serviceAccount: unobserved("permission-denied", "container.serviceAccounts.get") }),
    ).toMatchObject({ status: "unknown" });
  });
});
