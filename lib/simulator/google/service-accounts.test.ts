import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, testWorkload } from "@/lib/simulator/testing";
import type { JsonObject } from "@/lib/simulator/world";

const now = new Date("2026-11-20T12:00:00Z");
const user = "roles/iam.workloadIdentityUser";
const pod = "serviceAccount:corp-data-prod.svc.id.goog[dbt/runner]";
const condition = { title: "until-may", expression: "request.time < timestamp('2027-05-01T00:00:00Z')" };
const workloadWorlds = [
  testWorkload("plain", {
    setup: { buckets: { warehouse: { "roles/storage.objectViewer": ["serviceAccount:{gsa}"] } } },
  }),
  testWorkload("conditional", {
    setup: { googleServiceAccount: { policy: { bindings: [{ role: user, members: [pod], condition }] } } },
  }),
  testWorkload("no-pool", {
    project: "no-pool-1",
    overlay: { workloadIdentityConfig: null, nodePools: [{ name: "default-pool", config: {} }] },
  }),
  testWorkload("locked", {
    project: "locked-1",
    google: {
      deniedPermissions: [
        "iam.serviceAccounts.getIamPolicy",
        "iam.serviceAccounts.get",
        "resourcemanager.projects.getIamPolicy",
        "storage.buckets.getIamPolicy",
      ],
    },
    setup: { buckets: { "locked-bucket": {} } },
  }),
];
const email = (name: string, project = "corp-data-prod") => `wi-${name}@${project}.iam.gserviceaccount.com`;
const plain = email("plain");

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ worlds: [], workloadWorlds, now: () => now });
  client = clientOf(simulator);
});
afterAll(() => simulator.close());
beforeEach(() => client.control("POST", "/reset"));

const account = (name: string, verb = "", project = "-") => `v1/projects/${project}/serviceAccounts/${name}${verb}`;
const getPolicy = (name: string, version = 3) =>
  client.google("POST", account(name, `:getIamPolicy?options.requestedPolicyVersion=${version}`));
const setPolicy = (name: string, policy: JsonObject, token?: string) =>
  client.google("POST", account(name, ":setIamPolicy"), { policy }, token);
const bindings = [{ role: user, members: [pod] }];
const denied = (permission: string) => ({
  status: 403,
  body: {
    error: {
      status: "PERMISSION_DENIED",
      message: `Permission ${permission} denied on resource (or it may not exist).`,
      details: [{ reason: "IAM_PERMISSION_DENIED", metadata: { permission } }],
    },
  },
});

describe("accounts", () => {
  it("are found by e-mail and unique id, in their project and in any", async () => {
    const { body } = await client.google("GET", account(plain));
    expect(body).toMatchObject({ email: plain, projectId: "corp-data-prod" });
    expect((await client.google("GET", account(String(body.uniqueId)))).body).toEqual(body);
    expect((await client.google("GET", account(plain, "", "corp-data-prod"))).body).toEqual(body);
    for (const path of [account(plain, "", "no-pool-1"), account(email("nobody"))]) {
      expect(await client.google("GET", path)).toMatchObject({
        status: 404,
        body: { error: { status: "NOT_FOUND", message: "Unknown service account" } },
      });
    }
    expect(await client.google("GET", account("x@unknown-1.iam.gserviceaccount.com"))).toMatchObject(
      denied("iam.serviceAccounts.get"),
    );
    expect(await client.google("GET", account(email("locked", "locked-1")))).toMatchObject(
      denied("iam.serviceAccounts.get"),
    );
  });

  it("are listed in pages", async () => {
    const list = "v1/projects/corp-data-prod/serviceAccounts";
    const whole = (await client.google("GET", list)).body.accounts as readonly JsonObject[];
    expect(whole.map((one) => one.email)).toContain(plain);
    const first = (await client.google("GET", `${list}?pageSize=2`)).body;
    expect(first).toEqual({ accounts: whole.slice(0, 2), nextPageToken: "2" });
    const rest = (await client.google("GET", `${list}?pageSize=100&pageToken=2`)).body;
    expect(rest).toEqual({ accounts: whole.slice(2) });
  });

  it("are created, switched off and on, and deleted", async () => {
    const list = "v1/projects/corp-data-prod/serviceAccounts";
    const body = { accountId: "loader-1", serviceAccount: { displayName: "Loader" } };
    const made = await client.google("POST", list, body);
    const name = "loader-1@corp-data-prod.iam.gserviceaccount.com";
    expect(made).toMatchObject({ status: 200, body: { email: name, displayName: "Loader" } });
    expect(await client.google("POST", list, body)).toMatchObject({
      status: 409,
      body: { error: { status: "ALREADY_EXISTS" } },
    });
    expect(await client.google("POST", list, { accountId: "short" })).toMatchObject({ status: 400 });
    expect(await client.google("POST", account(name, ":disable"), {})).toEqual({ status: 200, body: {} });
    expect((await client.google("GET", account(name))).body).toEqual({ ...made.body, disabled: true });
    await client.google("POST", account(name, ":enable"), {});
    expect((await client.google("GET", account(name))).body).toEqual(made.body);
    expect(await client.google("DELETE", account(name))).toEqual({ status: 200, body: {} });
    expect(await client.google("GET", account(name))).toMatchObject({ status: 404 });
  });
});

describe("an account's policy", () => {
  it("is empty with the recorded etag, is set, and goes into the history", async () => {
    expect((await getPolicy(plain)).body).toEqual({ etag: "ACAB" });
    const set = await setPolicy(plain, { bindings, etag: "ACAB", version: 3 });
    expect(set).toEqual({ status: 200, body: { version: 1, etag: expect.stringMatching(/^Bw/), bindings } });
    expect((await getPolicy(plain)).body).toEqual(set.body);
    expect((await client.history()).at(-1)).toMatchObject({
      identity: "other",
      outcome: "accepted",
      etagSent: "ACAB",
      etagBefore: "ACAB",
      etagAfter: set.body.etag,
      policy: { resource: `projects/corp-data-prod/serviceAccounts/${plain}`, before: [], after: bindings },
    });
  });

  it("is not set over somebody else's change", async () => {
    await setPolicy(plain, { bindings, etag: "ACAB" });
    expect(await setPolicy(plain, { bindings: [], etag: "ACAB" })).toMatchObject({
      status: 409,
      body: {
        error: {
          status: "ABORTED",
          message:
            "There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.",
        },
      },
    });
    expect((await client.history()).at(-1)).toMatchObject({ outcome: "refused", policy: { after: null } });
    expect(await setPolicy(plain, {})).toMatchObject({ status: 200, body: { version: 1 } });
  });

  it("shows conditions to version 3 only, and loses none by accident", async () => {
    const name = email("conditional");
    const whole = (await getPolicy(name)).body;
    expect(whole).toMatchObject({ version: 3, bindings: [{ role: user, members: [pod], condition }] });
    const old = (await getPolicy(name, 1)).body;
    expect(old).toMatchObject({ version: 1, etag: whole.etag });
    expect(old.bindings).toEqual([{ role: expect.stringMatching(`^${user}_withcond_[0-9a-f]{20}$`), members: [pod] }]);
    expect(
      (await client.google("POST", account(name, ":getIamPolicy"), { options: { requestedPolicyVersion: 3 } })).body,
    ).toEqual(whole);
    expect(await getPolicy(name, 2)).toMatchObject({ status: 400 });
    expect(await setPolicy(name, { bindings, etag: whole.etag ?? "" })).toMatchObject({ status: 400 });
    expect(await setPolicy(name, { ...whole, version: 1 })).toMatchObject({ status: 400 });
    expect(await setPolicy(name, { ...whole, version: 3 })).toMatchObject({
      status: 200,
      body: { bindings: whole.bindings },
    });
  });

  it.each([
    [
      "serviceAccount:no-pool-1.svc.id.goog[dbt/runner]",
      "Identity Pool does not exist (no-pool-1.svc.id.goog). Please check that you specified a valid resource name as returned in the `name` attribute in the configuration API.",
    ],
    [
      "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/no-pool-1.svc.id.goog/subject/ns/a/sa/b",
      "Identity Pool does not exist (no-pool-1.svc.id.goog). Please check that you specified a valid resource name as returned in the `name` attribute in the configuration API.",
    ],
    [`serviceAccount:${email("nobody")}`, `Service account ${email("nobody")} does not exist.`],
    [
      "ana@corp.example",
      "The member ana@corp.example is of an unknown type. Please set a valid type prefix for the member.",
    ],
  ])("refuses %s", async (member, message) => {
    expect(await setPolicy(plain, { bindings: [{ role: user, members: [member] }] })).toMatchObject({
      status: 400,
      body: { error: { status: "INVALID_ARGUMENT", message } },
    });
  });

  it.each([
    [
      "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/corp-data-prod.svc.id.goog/subject/ns/a/sa/b",
    ],
    ["serviceAccount:x@elsewhere-1.iam.gserviceaccount.com"],
    [`deleted:serviceAccount:${email("gone")}?uid=1`],
    ["group:data@corp.example"],
  ])("takes %s", async (member) => {
    expect(await setPolicy(plain, { bindings: [{ role: user, members: [member] }] })).toMatchObject({ status: 200 });
  });

  it("can name a pool from its first cluster on, for ever", async () => {
    const members = ["serviceAccount:no-pool-1.svc.id.goog[dbt/runner]"];
    const status = async () => (await setPolicy(plain, { bindings: [{ role: user, members }] })).status;
    const put = async (workloadPool: string) => {
      const update = { desiredWorkloadIdentityConfig: { workloadPool } };
      const put = await client.google("PUT", "v1/projects/no-pool-1/locations/europe-west1/clusters/no-pool", {
        update,
      });
      expect(put.status).toBe(200);
      await client.advance(3_000);
    };
    expect(await status()).toBe(400);
    await put("no-pool-1.svc.id.goog");
    expect(await status()).toBe(200);
    await put("");
    expect(await status()).toBe(200);
  });

  it("is refused by field, by form, by permission, and to the reader", async () => {
    expect(await setPolicy(plain, { bindings: [{ role: "admin", members: [pod] }] })).toMatchObject({ status: 400 });
    expect(await setPolicy(plain, { rules: [] })).toMatchObject({ status: 400 });
    expect(await getPolicy(email("nobody"))).toMatchObject(denied("iam.serviceAccounts.getIamPolicy"));
    expect(await getPolicy(email("locked", "locked-1"))).toMatchObject(denied("iam.serviceAccounts.getIamPolicy"));
    const reader = "simulated-token-of-drawbridge-reader";
    expect(await setPolicy(plain, { bindings }, reader)).toMatchObject(denied("iam.serviceAccounts.setIamPolicy"));
  });

  it("tests permissions; what does not exist gives none", async () => {
    const permissions = ["iam.serviceAccounts.get", "iam.serviceAccounts.setIamPolicy"];
    const test = (name: string) => client.google("POST", account(name, ":testIamPermissions"), { permissions });
    expect((await test(plain)).body).toEqual({ permissions });
    expect((await test(email("locked", "locked-1"))).body).toEqual({ permissions: permissions.slice(1) });
    expect((await test(email("nobody"))).body).toEqual({});
  });
});

describe("policies of projects and buckets", () => {
  it("of a project are read by both versions and set", async () => {
    const body = { options: { requestedPolicyVersion: 3 } };
    const before = (await client.google("POST", "v1/projects/corp-data-prod:getIamPolicy", body)).body;
    expect((await client.google("POST", "v3/projects/corp-data-prod:getIamPolicy", body)).body).toEqual(before);
    const added = { role: "roles/bigquery.jobUser", members: [`serviceAccount:${plain}`] };
    const policy = { ...before, bindings: [...(before.bindings as readonly JsonObject[]), added] };
    const after = await client.google("POST", "v1/projects/corp-data-prod:setIamPolicy", { policy });
    expect(after).toMatchObject({ status: 200, body: { bindings: policy.bindings } });
    for (const project of ["locked-1", "nowhere-1"]) {
      expect(await client.google("POST", `v1/projects/${project}:getIamPolicy`, body)).toMatchObject(
        denied("resourcemanager.projects.getIamPolicy"),
      );
    }
  });

  it("of a bucket are read", async () => {
    const read = (bucket: string) => client.google("GET", `storage/v1/b/${bucket}/iam?optionsRequestedPolicyVersion=3`);
    expect((await read("warehouse")).body).toEqual({
      kind: "storage#policy",
      resourceId: "projects/_/buckets/warehouse",
      version: 1,
      etag: expect.any(String),
      bindings: [{ role: "roles/storage.objectViewer", members: [`serviceAccount:${plain}`] }],
    });
    expect(await read("nowhere")).toMatchObject({ status: 404 });
    expect(await read("locked-bucket")).toMatchObject({ status: 403 });
  });

  it("of a bucket are replaced by whoever has read the present one", async () => {
    const path = "storage/v1/b/warehouse/iam";
    const condition = { title: "t", expression: "request.time < timestamp('2027-01-01T00:00:00Z')" };
    const added = { role: "roles/storage.objectAdmin", members: ["user:ben@corp.example"], condition };
    const read = () => client.google("GET", `${path}?optionsRequestedPolicyVersion=3`);
    const { body: before } = await read();
    const wanted = { ...before, version: 3, bindings: [...(before.bindings as readonly JsonObject[]), added] };
    expect(await client.google("PUT", path, { ...wanted, version: 1 })).toMatchObject({ status: 400 });
    expect(await client.google("PUT", path, { policy: wanted })).toMatchObject({ status: 400 });
    expect(await client.google("PUT", path, wanted, "simulated-token-of-drawbridge-reader")).toMatchObject({
      status: 403,
    });
    expect((await read()).body).toEqual(before);
    const after = await client.google("PUT", path, wanted);
    expect(after).toMatchObject({ status: 200, body: { kind: "storage#policy", bindings: wanted.bindings } });
    expect((await read()).body).toEqual(after.body);
    expect((await client.history()).at(-1)).toMatchObject({
      outcome: "accepted",
      etagSent: before.etag,
      policy: { resource: "buckets/warehouse", before: before.bindings, after: wanted.bindings },
    });
    expect(await client.google("PUT", path, wanted)).toMatchObject({ status: 412 });
  });
});
