import { describe, expect, it } from "vitest";
import { SimulatorState } from "@/lib/simulator/state";
import { testWorkload } from "@/lib/simulator/testing";
import { IamState } from "./iam-state";
import { workloadPlaceholders } from "./workload-placeholders";

const now = new Date("2026-11-20T12:00:00Z");
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const user = "roles/iam.workloadIdentityUser";
const member = "serviceAccount:{pool}[dbt/runner]";
const bound = testWorkload("bound", {
  setup: {
    googleServiceAccount: { policy: { bindings: [{ role: user, members: [member] }] } },
    projectRoles: { "roles/bigquery.jobUser": ["serviceAccount:{gsa}"] },
    buckets: { warehouse: { "roles/storage.objectViewer": ["serviceAccount:{gsa}"] } },
  },
});
const elsewhere = testWorkload("elsewhere", { project: "other-project-1", setup: { googleServiceAccount: null } });
const off = testWorkload("off", { setup: { googleServiceAccount: { overlay: { disabled: true } } } });
const worlds = [bound, elsewhere, off];
const gsa = workloadPlaceholders(bound).gsa ?? "";
const bindings = [{ role: user, members: ["serviceAccount:corp-data-prod.svc.id.goog[dbt/runner]"] }];

describe("what the worlds say", () => {
  const iam = new IamState(worlds, { projects: ["third-project-1"] });

  it("makes an account per world, unless it says none, in its project and in IAM's shape", () => {
    expect(iam.account(gsa)).toEqual({
      name: `projects/corp-data-prod/serviceAccounts/${gsa}`,
      projectId: "corp-data-prod",
      uniqueId: expect.stringMatching(/^\d{21}$/),
      email: "wi-bound@corp-data-prod.iam.gserviceaccount.com",
      displayName: "Runs bound",
      etag: "MDEwMjE5MjA=",
      oauth2ClientId: iam.account(gsa)?.uniqueId,
    });
    expect(iam.account(iam.account(gsa)?.uniqueId ?? "")?.email).toBe(gsa);
    expect(iam.account(workloadPlaceholders(elsewhere).gsa ?? "")).toBeUndefined();
    expect(iam.account(workloadPlaceholders(off).gsa ?? "")?.disabled).toBe(true);
    expect(iam.accountsOf("third-project-1").map(({ email }) => email)).toEqual([
      expect.stringMatching(/^\d{12}-compute@developer\.gserviceaccount\.com$/),
    ]);
  });

  it("fills policies of accounts, projects and buckets; the empty one has the recorded etag", () => {
    expect(iam.policy(gsa)).toEqual({ version: 1, etag: expect.stringMatching(/^Bw.{9}=$/), bindings });
    expect(iam.policy(workloadPlaceholders(off).gsa ?? "")).toEqual({ version: 1, etag: "ACAB", bindings: [] });
    const role = { role: "roles/bigquery.jobUser", members: [`serviceAccount:${gsa}`] };
    expect(iam.projectPolicy("corp-data-prod")?.bindings).toContainEqual(role);
    expect(iam.projectPolicy("other-project-1")?.bindings).not.toContainEqual(role);
    expect(iam.projectPolicy("no-such-project")).toBeUndefined();
    expect(iam.projectOfBucket("warehouse")).toBe("corp-data-prod");
    expect(iam.effectiveBucketPolicy("warehouse", now)).toEqual([
      { role: "roles/storage.objectViewer", members: [`serviceAccount:${gsa}`] },
    ]);
  });
});

describe("a change of a policy", () => {
  it("is read at once and in force when it has travelled", () => {
    const iam = new IamState(worlds, { propagationMs: () => 420_000 });
    const { etag = "" } = iam.policy(gsa) ?? {};
    const changed = iam.setPolicy(gsa, { bindings: [], etag }, now);
    expect(changed).toEqual({ policy: { version: 1, etag: expect.stringMatching(/^Bw/), bindings: [] } });
    expect(changed.policy?.etag).not.toBe(etag);
    expect(iam.policy(gsa)?.bindings).toEqual([]);
    expect(iam.effectivePolicy(gsa, later(419_999))).toEqual(bindings);
    expect(iam.effectivePolicy(gsa, later(420_000))).toEqual([]);
  });

  it("keeps one binding per role and condition, without empty ones, and is version 3 with conditions", () => {
    const iam = new IamState(worlds);
    const condition = { title: "until-may", expression: "request.time < timestamp('2027-05-01T00:00:00Z')" };
    const sent = [
      { role: user, members: ["user:a@corp.example", "user:a@corp.example"] },
      { role: user, members: ["user:b@corp.example"], condition },
      { role: user, members: ["user:c@corp.example"] },
      { role: "roles/viewer", members: [] },
    ];
    expect(iam.setPolicy(gsa, { bindings: sent }, now).policy).toMatchObject({
      version: 3,
      bindings: [
        { role: user, members: ["user:a@corp.example", "user:c@corp.example"] },
        { role: user, members: ["user:b@corp.example"], condition },
      ],
    });
  });

  it("is refused with a stale etag, compared by its bytes, and for an unknown account", () => {
    const iam = new IamState(worlds);
    const first = iam.policy(gsa)?.etag ?? "";
    expect(iam.setPolicy(gsa, { bindings: [], etag: first.replace("=", "") }, now).refusal).toBeUndefined();
    expect(iam.setPolicy(gsa, { bindings, etag: first }, now)).toEqual({ refusal: "stale-etag" });
    expect(iam.setPolicy(gsa, { bindings }, now).refusal).toBeUndefined();
    expect(iam.setPolicy("nobody", { bindings }, now)).toEqual({ refusal: "unknown" });
    iam.reset();
    expect(iam.policy(gsa)?.etag).toBe(first);
  });
});

it("a deleted account stays in policies under its id, and a new one of the name inherits nothing", () => {
  const iam = new IamState(worlds);
  const { uniqueId } = iam.account(gsa) ?? {};
  expect(iam.delete(gsa, now)).toBe(true);
  expect(iam.delete(gsa, now)).toBe(false);
  const left = `deleted:serviceAccount:${gsa}?uid=${uniqueId}`;
  expect(iam.effectiveBucketPolicy("warehouse", now)[0]?.members).toEqual([left]);
  expect(iam.projectPolicy("corp-data-prod")?.bindings.at(-1)?.members).toEqual([left]);
  expect(iam.effectivePolicy(gsa, now)).toEqual([]);
  const again = iam.create(gsa, "corp-data-prod", {});
  expect(again?.uniqueId).not.toBe(uniqueId);
  expect(iam.policy(gsa)?.etag).toBe("ACAB");
  expect(iam.create(gsa, "corp-data-prod", {})).toBeUndefined();
});

it("the state's own IAM follows the setting of updates, and goes back to the start with it", () => {
  const state = new SimulatorState(() => [], { workloadWorlds: worlds, updates: { iamPropagationMs: 1_000 } });
  state.iam.setPolicy(gsa, { bindings: [] }, now);
  expect(state.iam.effectivePolicy(gsa, later(999))).toEqual(bindings);
  expect(state.iam.effectivePolicy(gsa, later(1_000))).toEqual([]);
  state.updates = { ...state.updates, iamPropagationMs: 0 };
  state.iam.setPolicy(gsa, { bindings }, later(2_000));
  expect(state.iam.effectivePolicy(gsa, later(2_000))).toEqual(bindings);
  state.iam.delete(gsa, now);
  state.reset();
  expect(state.iam.policy(gsa)?.bindings).toEqual(bindings);
});
