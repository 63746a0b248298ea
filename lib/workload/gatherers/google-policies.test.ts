import { describe, expect, it } from "vitest";
import { GoogleError } from "@/lib/google/google-error";
import type { RestCall } from "@/lib/google/rest";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import {
  directSnapshot,
  environment,
  foundCluster,
  gsa,
  healthySnapshot,
  request,
  unobserved,
} from "@/lib/workload/facts/testing";
import { environmentAccountGatherer } from "./environment-account";
import { rolesGatherer } from "./roles";
import type { WorkloadSurroundings } from "./surroundings";

type Binding = { readonly role: string; readonly members: readonly string[] };

/** Google's policies by what stands in the path; null: permission denied. */
function google(policies: Readonly<Record<string, readonly Binding[] | null>>) {
  const rest = async ({ path }: RestCall) => {
    const found = Object.entries(policies).find(([part]) => path.includes(part))?.[1];
    if (!found) throw new GoogleError("permission-denied", "Permission denied on resource (or it may not exist).");
    return { etag: "x", version: 3, bindings: found };
  };
  return { rest } as unknown as WorkloadSurroundings;
}

async function gathered(
  gatherer: ReturnType<typeof rolesGatherer | typeof environmentAccountGatherer>,
  facts: WorkloadSnapshot,
) {
  const preparation = gatherer.prepare(facts);
  if (!preparation || !("gather" in preparation)) return preparation;
  return preparation.gather(AbortSignal.timeout(1_000));
}

describe("the roles of the pod's identity", () => {
  const role = "roles/storage.objectViewer";
  const wanted = [{ resource: "buckets/lake", role }];
  const found = async (facts: WorkloadSnapshot, ...members: string[]) =>
    gathered(rolesGatherer(google({ "/b/lake/iam": [{ role, members }] })), facts);
  const granted = (is: "yes" | "not-here") => ({ known: { roles: [{ granted: is }] } });

  it.each([
    [`serviceAccount:${gsa}`, "yes"],
    ["allUsers", "yes"],
    ["allAuthenticatedUsers", "yes"],
    [`deleted:serviceAccount:${gsa}?uid=1`, "not-here"],
    ["group:everybody@corp.example", "not-here"],
    [`user:${gsa}`, "not-here"],
  ] as const)("of an account, for %s: %s", async (member, is) => {
    expect(await found(healthySnapshot({ request: request({ roles: wanted }) }), member)).toMatchObject(granted(is));
  });

  it("are told for each resource, when one of two cannot be read, and unknown when none can", async () => {
    const roles = [...wanted, { resource: "projects/corp-data-prod", role }];
    const facts = healthySnapshot({ request: request({ roles }) });
    const found = await gathered(rolesGatherer(google({ "/b/lake/iam": null, "v3/projects": [] })), facts);
    expect(found).toMatchObject({
      known: {
        roles: [
          {
            granted: "unread",
            unread: { detail: expect.stringContaining("storage.buckets.getIamPolicy on buckets/lake") },
          },
          { granted: "not-here" },
        ],
      },
    });
    expect(await gathered(rolesGatherer(google({})), facts)).toMatchObject({ unknown: "permission-denied" });
  });

  const path = (number: string, pool: string) =>
    `//iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/${pool}`;
  const own = "corp-data-prod.svc.id.goog";
  const fleet = "corp-fleet.svc.id.goog";

  it.each([
    [own, `principal:${path("123456789012", own)}/subject/ns/dbt/sa/dbt-runner`, "yes"],
    [own, `principal:${path("corp-data-prod", own)}/subject/ns/dbt/sa/dbt-runner`, "not-here"],
    [own, "allUsers", "yes"],
    [own, "allAuthenticatedUsers", "not-here"],
    [fleet, `principal:${path("999", fleet)}/subject/ns/dbt/sa/dbt-runner`, "yes"],
    [fleet, `principal:${path("999", fleet)}/subject/ns/web/sa/dbt-runner`, "not-here"],
    [fleet, `principal:${path("123456789012", own)}/subject/ns/dbt/sa/dbt-runner`, "not-here"],
  ] as const)("of a principal of %s, for %s: %s", async (pool, member, is) => {
    const facts = directSnapshot({
      request: request({ googleServiceAccount: null, roles: wanted }),
      cluster: foundCluster({ workloadPool: pool }),
    });
    expect(await found(facts, member)).toMatchObject(granted(is));
  });
});

describe("the roles of the environment's account", () => {
  const email = "composer-environment@corp-data-prod.iam.gserviceaccount.com";
  const agent = "serviceAccount:service-123456789012@cloudcomposer-accounts.iam.gserviceaccount.com";
  const read = (policies: Parameters<typeof google>[0], facts: WorkloadSnapshot) =>
    gathered(environmentAccountGatherer(google(policies)), facts);
  const composer2 = healthySnapshot({ environment: environment() });
  const project = [{ role: "roles/composer.worker", members: [`serviceAccount:${email}`] }];

  it("are all read", async () => {
    const account = [{ role: "roles/composer.ServiceAgentV2Ext", members: [agent] }];
    const found = await read({ "v3/projects": project, serviceAccounts: account }, composer2);
    expect(found).toMatchObject({ known: { hasWorker: true, agentHasExtension: true } });
  });

  it("keep what the project says, when the account's own policy cannot be read", async () => {
    const found = await read({ "v3/projects": [], serviceAccounts: null }, composer2);
    expect(found).toMatchObject({
      known: {
        hasWorker: false,
        agentHasExtension: null,
        agentUnread: {
          reason: "permission-denied",
          detail: expect.stringContaining("iam.serviceAccounts.getIamPolicy"),
        },
      },
    });
  });

  it("keep it as well, when the project's number cannot be read", async () => {
    const facts = healthySnapshot({
      environment: environment(),
      project: unobserved("permission-denied", "projects.get"),
    });
    expect(await read({ "v3/projects": [], serviceAccounts: [] }, facts)).toMatchObject({
      known: { hasWorker: false, agentUnread: { detail: "projects.get" } },
    });
    expect(await read({}, healthySnapshot({ environment: environment(), project: undefined }))).toBeUndefined();
  });

  it("are unknown without the project's policy", async () => {
    expect(await read({ serviceAccounts: [] }, composer2)).toMatchObject({ unknown: "permission-denied" });
  });
});
