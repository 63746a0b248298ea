import { describe, expect, it } from "vitest";
import { directSnapshot, gsa, request, unobserved } from "@/lib/workload/facts/testing";
import { annotationUnwanted } from "./annotation-unwanted";

function evaluate(replaced: Parameters<typeof directSnapshot>[0]) {
  return annotationUnwanted.evaluate(directSnapshot(replaced));
}

describe("annotation-unwanted", () => {
  const annotated = (annotation: string | null) =>
    ({ exists: true, uid: "s1", resourceVersion: "1", annotation, automountToken: null }) as const;

  it("fails for the direct principal with an annotation", () => {
    expect(evaluate({ serviceAccount: annotated(gsa) })).toMatchObject({
      status: "fail",
      certainty: "certain",
      remedies: [{ id: "annotate-service-account", params: {} }],
    });
  });

  it("passes without one, and while there is no service account", () => {
    expect(evaluate({})).toMatchObject({ status: "pass" });
    expect(evaluate({ serviceAccount: { exists: false } })).toMatchObject({ status: "pass" });
  });

  it("does not apply where a Google service account is wanted", () => {
    expect(evaluate({ request: request(), serviceAccount: annotated(gsa) })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("is unknown when the service account could not be read", () => {
    expect(evaluate({ serviceAccount: unobserved("timed-out", "8 s") })).toMatchObject({ status: "unknown" });
  });
});
