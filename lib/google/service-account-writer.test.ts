import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IamBinding, IamPolicyView } from "@/lib/workload/facts/iam-view";
import { type ServiceAccountWriter, serviceAccountWriter } from "./service-account-writer";
import { type GoogleAnswer, type GoogleUnderTest, googleRefusal, googleTestToken, startGoogle } from "./testing";

let google: GoogleUnderTest;
let writer: ServiceAccountWriter;
beforeAll(async () => {
  google = await startGoogle();
  writer = serviceAccountWriter(google.settings, google.identity);
});
afterAll(() => google.close());

const email = "airflow@corp-data-prod.iam.gserviceaccount.com";
const role = "roles/iam.workloadIdentityUser";
const one = "serviceAccount:corp-data-prod.svc.id.goog[dbt/runner]";
const two = "serviceAccount:corp-data-prod.svc.id.goog[airflow/worker]";
const direct =
  "principal://iam.googleapis.com/projects/42/locations/global/workloadIdentityPools/corp-data-prod.svc.id.goog/subject/ns/dbt/sa/runner";
const condition = { title: "t", expression: "true", description: "d" };
const plain = (...members: string[]): IamBinding => ({ role, members, condition: null });
const other: IamBinding = { role: "roles/iam.serviceAccountUser", members: ["user:ana@corp.example"], condition };
const policy = (...bindings: IamBinding[]): IamPolicyView => ({ etag: "BwX", version: 1, bindings });

const send = (before: IamPolicyView, after: IamPolicyView) =>
  writer.setServiceAccountPolicy(email, { before, after }, 400);

describe("setServiceAccountPolicy", () => {
  it("sends the whole policy with its etag in version 3, conditions as they were, and gives the new one", async () => {
    google.answer({ status: 200, json: { etag: "BwY", version: 3, bindings: [{ role, members: [one] }] } });
    const after = await send(policy(other), policy(other, plain(one)));
    expect(after).toEqual({ etag: "BwY", version: 3, bindings: [plain(one)] });
    expect(google.seen).toEqual([
      {
        method: "POST",
        path: `/v1/projects/corp-data-prod/serviceAccounts/${email}:setIamPolicy`,
        token: `Bearer ${googleTestToken}`,
        json: { policy: { etag: "BwX", version: 3, bindings: [other, { role, members: [one] }] } },
      },
    ]);
  });

  it.each([
    ["the first binding", policy(), policy(plain(one))],
    ["one more", policy(other, plain(two)), policy(other, plain(two, one))],
    ["one less", policy(other, plain(two, one)), policy(other, plain(two))],
    ["the last one gone", policy(plain(one), other), policy(other)],
    ["one for another", policy(plain(one)), policy(plain(two))],
    ["the direct form", policy(), policy(plain(direct))],
    [
      "beside a conditional binding of the role",
      policy({ ...plain(two), condition }),
      policy({ ...plain(two), condition }, plain(one)),
    ],
  ])("sends %s", async (_, before, after) => {
    google.answer({ status: 200, json: { etag: "BwY" } });
    await send(before, after);
    expect(google.seen).toHaveLength(1);
  });

  const reordered: IamBinding = {
    ...other,
    condition: { description: "d", expression: "true", title: "t" },
  };
  it("does not mind the order of keys", async () => {
    google.answer({ status: 200, json: { etag: "BwY" } });
    await send(policy(other), policy(reordered, plain(one)));
    expect(google.seen).toHaveLength(1);
  });

  it.each([
    ["nothing", policy(plain(one)), policy(plain(one))],
    ["another etag", policy(), { ...policy(plain(one)), etag: "BwY" }],
    ["no etag", { ...policy(), etag: "" }, { ...policy(plain(one)), etag: "" }],
    ["a person", policy(), policy(plain("user:ana@corp.example"))],
    ["everybody", policy(), policy(plain(one, "allUsers"))],
    ["a whole namespace", policy(), policy(plain(`${direct.replace("principal:", "principalSet:")}`))],
    ["a Google service account", policy(), policy(plain(`serviceAccount:${email}`))],
    ["without a person", policy(plain("user:ana@corp.example", one)), policy(plain(one))],
    ["another role", policy(), policy(plain(one), { ...plain(one), role: "roles/owner" })],
    ["another role's member", policy(other), policy({ ...other, members: [] }, plain(one))],
    ["without another role", policy(other), policy(plain(one))],
    ["another role's condition", policy(other), policy({ ...other, condition: null }, plain(one))],
    [
      "another order of the others",
      policy(other, { ...other, role: "r" }),
      policy({ ...other, role: "r" }, other, plain(one)),
    ],
    ["a new conditional binding", policy(), policy({ ...plain(one), condition })],
    [
      "a condition taken away",
      policy({ ...plain("user:ana@corp.example"), condition }),
      policy(plain("user:ana@corp.example")),
    ],
  ])("does not send %s", async (_, before, after) => {
    google.answer({ status: 200, json: {} });
    await expect(send(before, after)).rejects.toMatchObject({ name: "GoogleError", reason: "invalid-argument" });
    expect(google.seen).toEqual([]);
  });

  it.each(["ana@corp.example", "../x@p.iam.gserviceaccount.com"])("does not send to %s", async (address) => {
    const change = { before: policy(), after: policy(plain(one)) };
    await expect(writer.setServiceAccountPolicy(address, change, 400)).rejects.toMatchObject({
      reason: "invalid-argument",
    });
    expect(google.seen).toEqual([]);
  });

  const noPool = "Identity Pool does not exist (corp-data-prod.svc.id.goog).";
  const concurrent = "There were concurrent policy changes.";
  const denied = "Permission 'iam.serviceAccounts.setIamPolicy' denied on resource (or it may not exist).";
  it.each<readonly [string, GoogleAnswer, object]>([
    ["a policy that is old", googleRefusal(409, "ABORTED", concurrent), { reason: "aborted" }],
    ["no pool", googleRefusal(400, "INVALID_ARGUMENT", noPool), { reason: "invalid-argument", message: noPool }],
    [
      "a missing permission",
      googleRefusal(403, "PERMISSION_DENIED", denied),
      { reason: "permission-denied", permission: "iam.serviceAccounts.setIamPolicy" },
    ],
    ["no account", googleRefusal(404, "NOT_FOUND", "Unknown service account"), { reason: "not-found" }],
    ["too many requests", googleRefusal(429, "RESOURCE_EXHAUSTED", "Quota"), { reason: "rate-limited" }],
    ["no login", googleRefusal(401, "UNAUTHENTICATED", "no"), { reason: "unauthenticated" }],
    ["an internal error", googleRefusal(500, "INTERNAL", "oops"), { reason: "unknown-outcome" }],
    ["an overload", googleRefusal(503, "UNAVAILABLE", "later"), { reason: "unknown-outcome" }],
    ["another answer", { status: 200, json: [] }, { reason: "unknown-outcome" }],
    ["a connection that ends", "hang-up", { reason: "unknown-outcome" }],
    ["silence", "silence", { reason: "unknown-outcome" }],
  ])("tells %s, and does not send again", async (_, given, expected) => {
    google.answer(given);
    await expect(send(policy(), policy(plain(one)))).rejects.toMatchObject({ name: "GoogleError", ...expected });
    expect(google.seen).toHaveLength(1);
  });
});
