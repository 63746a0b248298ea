import { describe, expect, it } from "vitest";
import { directSnapshot, gsa, healthySnapshot, member, nodeAccount, pool, proofOf } from "@/lib/workload/facts/testing";
import { tokenRefused } from "./token-refused";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return tokenRefused.evaluate(healthySnapshot(replaced));
}

describe("token-refused", () => {
  const after = { bindings: [{ at: "2026-01-01T11:59:30Z", member, googleServiceAccount: gsa }] };
  const before = { bindings: [{ at: "2026-01-01T11:58:30Z", member, googleServiceAccount: gsa }] };

  it.each([
    ["got a token", { tokenStatus: 200 }, "pass"],
    ["was refused", { tokenStatus: 403 }, "fail"],
    ["was not known", { tokenStatus: 404 }, "fail"],
    ["met an error that passes", { tokenStatus: 503 }, "unknown"],
    ["got no answer for its token", { tokenStatus: 0 }, "unknown"],
    ["was named nobody", { email: null, tokenStatus: 0 }, "fail"],
    ["was the pool", { email: pool }, "fail"],
    ["was another account", { email: "other@corp.iam.gserviceaccount.com" }, "fail"],
    ["was its node", { email: nodeAccount }, "not-applicable"],
    ["was refused seven minutes ago", { tokenStatus: 403, at: "2026-01-01T11:53:00Z" }, "fail"],
    ["was refused more than seven minutes ago", { tokenStatus: 403, at: "2026-01-01T11:52:59Z" }, "unknown"],
    ["was the pool more than seven minutes ago", { email: pool, at: "2026-01-01T11:52:59Z" }, "unknown"],
    ["was named nobody more than seven minutes ago", { email: null, at: "2026-01-01T11:52:59Z" }, "unknown"],
    ["was refused an hour ago", { tokenStatus: 403, at: "2026-01-01T11:00:00Z" }, "unknown"],
    ["was refused more than an hour ago", { tokenStatus: 403, at: "2026-01-01T10:59:59Z" }, "not-applicable"],
    ["got a token more than an hour ago", { at: "2026-01-01T10:59:59Z" }, "not-applicable"],
  ])("a probe pod %s", (_, seen, status) => {
    expect(evaluate({ proof: proofOf(seen) })).toMatchObject({ status });
  });

  it("does not apply without a probe pod", () => {
    expect(evaluate({})).toMatchObject({ status: "not-applicable", summary: "Not proven yet: run a probe pod." });
  });

  it("takes the pool for the direct principal's own name", () => {
    expect(tokenRefused.evaluate(directSnapshot({ proof: proofOf({ email: pool }) }))).toMatchObject({
      status: "pass",
    });
  });

  it.each([
    ["before it ran", before, "unknown"],
    ["after it ran", after, "not-applicable"],
  ])("never fails a refusal when Drawbridge changed the binding a moment %s", (_, recentBindings, status) => {
    expect(evaluate({ proof: proofOf({ tokenStatus: 403 }), recentBindings })).toMatchObject({ status });
  });

  it("waits for the proof, but not where there can be none", () => {
    expect(evaluate({ proof: undefined })).toBeUndefined();
    expect(evaluate({ cluster: { outcome: "tenant" }, proof: undefined })).toMatchObject({ status: "not-applicable" });
  });
});
