import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, testWorld } from "@/lib/simulator/testing";
import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { world as healthy } from "@/lib/simulator/workload-worlds/healthy-workload";
import type { IamPolicyView } from "@/lib/workload/facts/iam-view";
import { googleIdentity } from "./auth";
import { getEnvironment, listEnvironments } from "./composer";
import { containerReader } from "./container";
import { containerWriter } from "./container-writer";
import { getBucketPolicy, getProjectPolicy } from "./iam-policies";
import { getProject } from "./resource-manager";
import { googleRest } from "./rest";
import { serviceAccountWriter } from "./service-account-writer";
import { getServiceAccount, getServiceAccountPolicy, listServiceAccounts } from "./service-accounts";

const project = "corp-data-prod";
const role = "roles/iam.workloadIdentityUser";
const member = (account: string) => `serviceAccount:${project}.svc.id.goog[dbt/${account}]`;

const environments: readonly WorkloadWorld[] = [2 as const, 3 as const].map((generation) => ({
  ...healthy,
  name: `composer-${generation}`,
  base: generation === 3 ? null : healthy.base,
  setup: {
    ...healthy.setup,
    environment: { generation },
    buckets: { "corp-lake": { "roles/x": ["user:a@b.example"] } },
  },
}));

/** The clients against the simulated Google, which real gcloud is tried against too. */
describe("the clients of the workload half and the simulator", () => {
  let simulator: Simulator;
  let control: ReturnType<typeof clientOf>;
  const off = { workloadIdentityConfig: null, nodePools: [gceNodePool()] };

  beforeAll(async () => {
    const worlds = [testWorld("without", { overlay: off })];
    simulator = await startSimulator({ worlds, workloadWorlds: [healthy, ...environments] });
    control = clientOf(simulator);
  });
  afterAll(() => simulator.close());
  beforeEach(() => control.control("POST", "/reset"));

  const settings = () => ({ endpoint: simulator.google, tokenFile: simulator.applierTokenFile });
  const identity = () => googleIdentity(settings());
  const rest = () => googleRest(settings(), identity());
  const patient = () => AbortSignal.timeout(10_000);
  const nameOf = (cluster: string) => ({ project, location: "europe-west1", cluster });
  const email = `wi-healthy-workload@${project}.iam.gserviceaccount.com`;

  it("read accounts, projects and environments", async () => {
    expect(await getServiceAccount(rest(), email, patient())).toMatchObject({ email, project, disabled: false });
    expect((await listServiceAccounts(rest(), project, patient())).map((account) => account.email)).toContain(email);
    expect(await getProject(rest(), project, patient())).toMatchObject({ id: project });
    const { bindings } = await getProjectPolicy(rest(), project, patient());
    expect(bindings).toContainEqual({
      role: "roles/bigquery.jobUser",
      members: expect.arrayContaining([`serviceAccount:${email}`]),
      condition: null,
    });
    expect((await getBucketPolicy(rest(), "corp-lake", patient())).bindings).toMatchObject([{ role: "roles/x" }]);
    const found = await listEnvironments(rest(), project, "europe-west1", patient());
    expect(found.map(({ name, generation, cluster }) => [name, generation, cluster !== null])).toEqual([
      ["composer-2", 2, true],
      ["composer-3", 3, false],
    ]);
    const place = { project, location: "europe-west1" };
    expect(await getEnvironment(rest(), { ...place, environment: "composer-2" }, patient())).toEqual(found[0]);
  });

  it("say what is not there", async () => {
    const nobody = `nobody@${project}.iam.gserviceaccount.com`;
    const place = { project, location: "europe-west1", environment: "nothing" };
    for (const read of [
      getServiceAccount(rest(), nobody, patient()),
      getBucketPolicy(rest(), "no-bucket", patient()),
      getEnvironment(rest(), place, patient()),
    ]) {
      await expect(read).rejects.toMatchObject({ name: "GoogleError", reason: "not-found" });
    }
  });

  it("bind and unbind, and lose to whoever was faster", async () => {
    const writer = serviceAccountWriter(settings(), identity());
    const before = await getServiceAccountPolicy(rest(), email, patient());
    expect(before.bindings).toEqual([{ role, members: [member("dbt-runner")], condition: null }]);
    const wanted = (policy: IamPolicyView, ...members: string[]): IamPolicyView => ({
      ...policy,
      bindings: [{ role, members, condition: null }],
    });
    const after = wanted(before, member("dbt-runner"), member("second"));
    const set = await writer.setServiceAccountPolicy(email, { before, after }, 5_000);
    expect(set.bindings).toEqual(after.bindings);
    expect(await getServiceAccountPolicy(rest(), email, patient())).toEqual(set);
    const late = { before, after: wanted(before, member("third")) };
    await expect(writer.setServiceAccountPolicy(email, late, 5_000)).rejects.toMatchObject({ reason: "aborted" });
    const back = await writer.setServiceAccountPolicy(email, { before: set, after: { ...set, bindings: [] } }, 5_000);
    expect(back.bindings).toEqual([]);
  });

  it("turn Workload Identity on, and GKE's metadata server after it", async () => {
    const reader = containerReader(settings(), identity());
    const writer = containerWriter(settings(), identity());
    const name = nameOf("without");
    const before = await reader.getWorkloadCluster(name, 5_000);
    expect(before).toMatchObject({ workloadPool: null, mode: "standard", nodePools: [{ metadata: "gce" }] });
    const workloadPool = `${project}.svc.id.goog`;
    const { operation } = await writer.enableWorkloadIdentity(name, { workloadPool, etag: before.etag }, 5_000);
    await control.advance(600_000);
    expect(await writer.getOperation(name, operation, 5_000)).toMatchObject({ done: true, failure: null });
    const between = await reader.getWorkloadCluster(name, 5_000);
    expect(between).toMatchObject({ workloadPool, nodePools: [{ metadata: "gce" }] });
    const [pool] = between.nodePools;
    const setting = { mode: "gke" as const, etag: pool?.etag ?? "" };
    const second = await writer.setNodePoolMetadata(name, pool?.name ?? "", setting, 5_000);
    await control.advance(7_200_000);
    expect(await writer.getOperation(name, second.operation, 5_000)).toMatchObject({ done: true, failure: null });
    expect(await reader.getWorkloadCluster(name, 5_000)).toMatchObject({ nodePools: [{ metadata: "gke" }] });
    const stale = writer.enableWorkloadIdentity(name, { workloadPool: null, etag: before.etag }, 5_000);
    await expect(stale).rejects.toMatchObject({ reason: "aborted" });
  });
});

function gceNodePool() {
  return { name: "default-pool", etag: "e1", config: { workloadMetadataConfig: { mode: "GCE_METADATA" } } };
}
