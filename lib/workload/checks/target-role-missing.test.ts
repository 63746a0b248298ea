import { describe, expect, it } from "vitest";
import { gsa, healthySnapshot, pool, request, says, unobserved } from "@/lib/workload/facts/testing";
import { targetRoleMissing } from "./target-role-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return targetRoleMissing.evaluate(healthySnapshot(replaced));
}

describe("target-role-missing", () => {
  const wanted = { resource: "projects/corp-data-prod", role: "roles/bigquery.jobUser" };
  const asked = request({ roles: [wanted] });
  const roles = (granted: "yes" | "conditional" | "not-here") => ({ roles: [{ ...wanted, granted, member: null }] });
  const refused = says("caller-is-google-service-account", {
    caller: gsa,
    googleServiceAccount: gsa,
    permission: "bigquery.jobs.create",
  });
  const other = says("caller-is-google-service-account", { caller: "x@corp.iam.gserviceaccount.com" });
  const silent = { given: false } as const;

  it.each([
    ["yes", silent, "pass", "certain", "blocking"],
    ["yes", other, "pass", "certain", "blocking"],
    ["yes", refused, "fail", "likely", "blocking"],
    ["not-here", silent, "unknown", "certain", "blocking"],
    ["not-here", other, "unknown", "certain", "blocking"],
    ["not-here", refused, "fail", "certain", "blocking"],
    ["conditional", silent, "fail", "likely", "advisory"],
    ["conditional", refused, "fail", "likely", "blocking"],
  ] as const)("a role that is granted: %s, with the text %o", (granted, errorText, status, certainty, severity) => {
    expect(evaluate({ request: asked, roles: roles(granted), errorText })).toMatchObject({
      status,
      certainty,
      severity,
    });
  });

  it("offers each role that is missing", () => {
    expect(evaluate({ request: asked, roles: roles("not-here"), errorText: refused })?.remedies).toEqual([
      { id: "grant-resource-role", params: wanted },
    ]);
  });

  it("does not know of a role that is not in the resource's own policy: it may come from above", () => {
    const found = evaluate({ request: asked, roles: roles("not-here") });
    expect(found).toMatchObject({
      summary: expect.stringMatching(
        /roles\/bigquery\.jobUser on projects\/corp-data-prod\. It may come from .*folder/,
      ),
      missing: [{ fact: "roles", reason: "not-observable" }],
    });
  });

  it("fails by the text alone when no role was named, and does not apply without either", () => {
    expect(evaluate({ errorText: refused })).toMatchObject({ status: "fail", certainty: "certain", remedies: [] });
    expect(evaluate({})).toMatchObject({ status: "not-applicable" });
  });

  it("takes the pool's own name for the direct principal, and not for an account", () => {
    const errorText = says("caller-is-workload-pool", { caller: pool });
    expect(evaluate({ request: request({ googleServiceAccount: null }), errorText })).toMatchObject({ status: "fail" });
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });

  it("does not take another service account of the pool for the direct principal that was asked about", () => {
    const direct = { request: request({ googleServiceAccount: null }) };
    const said = (account: string) => says("caller-is-workload-pool", { caller: pool, account });
    expect(evaluate({ ...direct, errorText: said("dbt/dbt-runner") })).toMatchObject({ status: "fail" });
    expect(evaluate({ ...direct, errorText: said("web/frontend") })).toMatchObject({ status: "not-applicable" });
  });

  it("tells what is missing beside what could not be read, and else that it could not", () => {
    const unread = { reason: "permission-denied", detail: "storage.buckets.getIamPolicy on buckets/lake" } as const;
    const bucket = { resource: "buckets/lake", role: "roles/x", granted: "unread", member: null, unread } as const;
    const both = (granted: "yes" | "conditional" | "not-here") => ({
      roles: [{ ...wanted, granted, member: null }, bucket],
    });
    const refusal = { request: asked, roles: both("not-here"), errorText: refused };
    expect(evaluate(refusal)).toMatchObject({ status: "fail", remedies: [{}] });
    expect(evaluate({ request: asked, roles: both("not-here") })).toMatchObject({
      status: "unknown",
      missing: [{ reason: "not-observable" }, { fact: "roles", ...unread }],
    });
    for (const granted of ["yes", "conditional"] as const) {
      const found = evaluate({ request: asked, roles: both(granted) });
      expect(found).toMatchObject({ status: "unknown", missing: [{ fact: "roles", ...unread }] });
    }
  });

  it("is unknown when a policy could not be read, and waits only when a role was named", () => {
    expect(evaluate({ request: asked, roles: unobserved("permission-denied", "x") })).toMatchObject({
      status: "unknown",
    });
    expect(evaluate({ request: asked, roles: undefined })).toBeUndefined();
    expect(evaluate({ roles: undefined })).toMatchObject({ status: "not-applicable" });
  });
});
