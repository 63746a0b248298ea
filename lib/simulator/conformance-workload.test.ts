import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportLines, runShell } from "./conformance/shell/testing";
import { type Simulator, startSimulator } from "./simulator";
import { clientOf, testWorkload } from "./testing";

const user = "roles/iam.workloadIdentityUser";
const pod = "serviceAccount:corp-data-prod.svc.id.goog[dbt/runner]";
const condition = { title: "until-may", expression: "request.time < timestamp('2027-05-01T00:00:00Z')" };
const workloadWorlds = [
  testWorkload("plain", {
    setup: {
      projectRoles: { "roles/bigquery.jobUser": ["serviceAccount:{gsa}"] },
      buckets: { warehouse: { "roles/storage.objectViewer": ["serviceAccount:{gsa}"] } },
    },
  }),
  testWorkload("bound"),
  ...["conditional", "stale"].map((name) =>
    testWorkload(name, {
      setup: { googleServiceAccount: { policy: { bindings: [{ role: user, members: [pod], condition }] } } },
    }),
  ),
  testWorkload("off", { setup: { googleServiceAccount: { overlay: { disabled: true } } } }),
  testWorkload("composer-two", { base: "autopilot", setup: { environment: { generation: 2 } } }),
  testWorkload("composer-three", { base: null, setup: { environment: { generation: 3 } } }),
  testWorkload("no-pool", { project: "no-pool-1", overlay: { workloadIdentityConfig: null } }),
];
const [plain = "", bound = "", conditional = "", stale = ""] = ["plain", "bound", "conditional", "stale"].map(
  (name) => `wi-${name}@corp-data-prod.iam.gserviceaccount.com`,
);

const isMissing = spawnSync("sh", ["-c", "command -v gcloud"]).status !== 0;
if (isMissing) console.warn("SKIPPED: the conformance tests of IAM and Composer need the real gcloud on PATH.");

let simulator: Simulator;
/** One in which people may set no policy of an account. */
let strict: Simulator;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "conformance-"));
  simulator = await startSimulator({ worlds: [], workloadWorlds, updates: { lifetimeMs: 0 } });
  strict = await startSimulator({ worlds: [], workloadWorlds: [testWorkload("plain")] });
  const deny = ["iam.serviceAccounts.setIamPolicy"];
  await clientOf(strict).control("POST", "/identities", { identity: "human", deny });
});
afterAll(async () => {
  await Promise.all([simulator.close(), strict.close()]);
  await rm(home, { recursive: true });
});

/** Runs gcloud the way a person does who pasted the export lines. */
const gcloud = async (words: string, at = simulator) =>
  runShell(`${await exportLines(at, "office")}gcloud ${words}`, { home });

const options = { timeout: 120_000, concurrent: true };

describe.skipIf(isMissing)("real gcloud and service accounts", options, () => {
  const bind = (account: string, member: string, flags = "", at = simulator) =>
    gcloud(
      `iam service-accounts add-iam-policy-binding ${account} --role ${user} --member '${member}' ${flags} --format json`,
      at,
    );

  it("describes, lists and names what is not there", async () => {
    const [described, listed, unknown] = await Promise.all([
      gcloud(`iam service-accounts describe ${plain} --format json`),
      gcloud("iam service-accounts list --format='csv[no-heading](email,disabled)'"),
      gcloud("iam service-accounts describe wi-nobody@corp-data-prod.iam.gserviceaccount.com"),
    ]);
    expect(JSON.parse(described.out)).toMatchObject({ email: plain, displayName: "Runs plain" });
    expect(listed.out).toContain(`${plain},False`);
    expect(listed.out).toContain("wi-off@corp-data-prod.iam.gserviceaccount.com,True");
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining("NOT_FOUND: Unknown service account")]);
  });

  it("adds a binding, reads it, and takes it away again", async () => {
    const added = await bind(bound, pod);
    expect(added.err).toBe(`Updated IAM policy for serviceAccount [${bound}].\n`);
    expect(JSON.parse(added.out)).toMatchObject({ bindings: [{ role: user, members: [pod] }], version: 1 });
    const read = await gcloud(`iam service-accounts get-iam-policy ${bound} --format json`);
    expect(JSON.parse(read.out)).toEqual(JSON.parse(added.out));
    const history = await clientOf(simulator).history();
    expect(history.find(({ policy }) => policy?.resource.endsWith(`/${bound}`))).toMatchObject({
      identity: "human",
      userAgent: expect.stringContaining("command/gcloud.iam.service-accounts.add-iam-policy-binding"),
      etagSent: "ACAB",
      outcome: "accepted",
      policy: { before: [], after: [{ role: user, members: [pod] }] },
    });
    const taken = await gcloud(
      `iam service-accounts remove-iam-policy-binding ${bound} --role ${user} --member '${pod}' --format json`,
    );
    expect(JSON.parse(taken.out)).toEqual({ etag: expect.any(String), version: 1 });
  });

  it("insists on a word about conditions where the policy has some, and keeps them", async () => {
    const other = "serviceAccount:corp-data-prod.svc.id.goog[dbt/other]";
    const refused = await bind(conditional, other);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(
      "Adding a binding without specifying a condition to a policy containing conditions is prohibited in non-interactive mode. Run the command again with `--condition=None`",
    );
    const added = await bind(conditional, other, "--condition=None");
    expect(JSON.parse(added.out)).toMatchObject({
      version: 3,
      bindings: [
        { role: user, members: [pod], condition },
        { role: user, members: [other] },
      ],
    });
  });

  it("prints what IAM refuses: no pool, no account, no permission", async () => {
    const [noPool, unknown, denied] = await Promise.all([
      bind(plain, "serviceAccount:no-pool-1.svc.id.goog[dbt/runner]"),
      gcloud("iam service-accounts get-iam-policy wi-nobody@corp-data-prod.iam.gserviceaccount.com"),
      bind(plain, pod, "", strict),
    ]);
    expect(noPool.err).toContain(
      "INVALID_ARGUMENT: Identity Pool does not exist (no-pool-1.svc.id.goog). Please check that you specified a valid resource name",
    );
    expect(unknown.err).toContain(
      "PERMISSION_DENIED: Permission iam.serviceAccounts.getIamPolicy denied on resource (or it may not exist).",
    );
    expect(denied.err).toContain("permission: iam.serviceAccounts.setIamPolicy");
  });

  it("prints that somebody else changed the policy since", async () => {
    const file = join(home, "policy.json");
    await gcloud(`iam service-accounts get-iam-policy ${stale} --format json > ${file}`);
    await bind(stale, pod, "--condition=None");
    const late = await gcloud(`iam service-accounts set-iam-policy ${stale} ${file} --quiet`);
    expect(late.err).toContain("ABORTED: There were concurrent policy changes.");
  });

  it("creates, disables and deletes an account", async () => {
    const email = "loader-1@corp-data-prod.iam.gserviceaccount.com";
    expect(await gcloud("iam service-accounts create loader-1 --display-name Loader")).toMatchObject({ code: 0 });
    expect(await gcloud(`iam service-accounts disable ${email}`)).toMatchObject({ code: 0 });
    expect((await gcloud(`iam service-accounts describe ${email} --format='value(disabled)'`)).out).toBe("True\n");
    expect(await gcloud(`iam service-accounts delete ${email} --quiet`)).toMatchObject({ code: 0 });
  });
});

describe.skipIf(isMissing)("real gcloud and the rest of the workload page", options, () => {
  it("describes and lists Composer environments", async () => {
    const format = "--format='csv[no-heading](config.gkeCluster,config.softwareConfig.imageVersion,state)'";
    const described = (name: string) =>
      gcloud(`composer environments describe ${name} --location europe-west1 ${format}`);
    const [two, three, four, list] = await Promise.all([
      described("composer-two"),
      described("composer-three"),
      described("composer-four"),
      gcloud("composer environments list --locations europe-west1,europe-west4 --format='value(name)' --page-size 1"),
    ]);
    expect(two.out).toBe(
      "projects/corp-data-prod/locations/europe-west1/clusters/composer-two,composer-2.9.7-airflow-2.9.3,RUNNING\n",
    );
    expect(three.out).toBe(",composer-3-airflow-2.10.5-build.15,RUNNING\n");
    expect(four.err).toContain("NOT_FOUND: No such environment found:");
    expect(list.out).toBe("composer-three\ncomposer-two\n");
  });

  it("reads the policies of a project and a bucket", async () => {
    const [project, bucket] = await Promise.all([
      gcloud("projects get-iam-policy corp-data-prod --format json"),
      gcloud("storage buckets get-iam-policy gs://warehouse --format json"),
    ]);
    const { bindings } = JSON.parse(project.out);
    expect(bindings).toContainEqual({ role: "roles/bigquery.jobUser", members: [`serviceAccount:${plain}`] });
    expect(JSON.parse(bucket.out)).toMatchObject({
      bindings: [{ role: "roles/storage.objectViewer", members: [`serviceAccount:${plain}`] }],
    });
  });

  it("switches Workload Identity on for a cluster, then for its node pool", async () => {
    const cluster = "--project no-pool-1 --location europe-west1";
    const update = (words: string) => gcloud(`container ${words} ${cluster}`);
    const mode = async () =>
      (
        await update(
          "node-pools describe default-pool --cluster no-pool --format='value(config.workloadMetadataConfig.mode)'",
        )
      ).out;
    expect(
      await update("node-pools update default-pool --cluster no-pool --workload-metadata GCE_METADATA"),
    ).toMatchObject({ code: 0 });
    expect(
      (await update("node-pools update default-pool --cluster no-pool --workload-metadata GKE_METADATA")).err,
    ).toContain("GKE_METADATA can be used only on clusters with Workload Identity enabled.");
    expect(await update("clusters update no-pool --workload-pool no-pool-1.svc.id.goog")).toMatchObject({ code: 0 });
    expect(await mode()).toBe("GCE_METADATA\n");
    expect(
      await update("node-pools update default-pool --cluster no-pool --workload-metadata GKE_METADATA"),
    ).toMatchObject({ code: 0 });
    expect(await mode()).toBe("GKE_METADATA\n");
  });
});
