import { projectNumber } from "@/lib/simulator/cluster/addresses";
import { defaultProject } from "@/lib/simulator/cluster/build-cluster";
import { environmentOf } from "@/lib/simulator/composer/environments";
import { knownIdentities } from "@/lib/simulator/identity/identities";
import { mergePatch } from "@/lib/simulator/json/merge-patch";
import { fillJson, fillText } from "@/lib/simulator/json/placeholders";
import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import type { JsonObject } from "@/lib/simulator/world";
import { bindingsByRole, bindingsOf, type IamBinding } from "./policy";
import { computeDefaultAccount, newServiceAccount, type ServiceAccount } from "./service-account";
import { workloadPlaceholders } from "./workload-placeholders";

/** What IAM knows before anybody changes it. */
export type InitialIam = {
  readonly accounts: readonly { readonly account: ServiceAccount; readonly bindings: readonly IamBinding[] }[];
  readonly projects: Readonly<Record<string, readonly IamBinding[]>>;
  readonly buckets: readonly {
    readonly bucket: string;
    readonly project: string;
    readonly bindings: readonly IamBinding[];
  }[];
};

/** IAM of the projects of these worlds, of the default project, and of the others that are named. */
export function initialIam(worlds: readonly WorkloadWorld[], others: readonly string[] = []): InitialIam {
  const projects = [...new Set([defaultProject, ...worlds.map(projectOf), ...others])];
  return {
    accounts: [...projects.flatMap((project) => defaultAccounts(project, worlds)), ...worlds.flatMap(ownAccount)],
    projects: Object.fromEntries(
      projects.map((project) => {
        const own = worlds.filter((world) => projectOf(world) === project);
        return [
          project,
          [...defaultRoles(project, own), ...own.flatMap((world) => filled(world, world.setup.projectRoles))],
        ];
      }),
    ),
    buckets: buckets(worlds),
  };
}

function projectOf({ project = defaultProject }: WorkloadWorld): string {
  return project;
}

/** A world's own account with its policy; none where the world says that it does not exist. */
function ownAccount(world: WorkloadWorld): InitialIam["accounts"] {
  const given = world.setup.googleServiceAccount;
  if (given === null) return [];
  const placeholders = workloadPlaceholders(world);
  const plain = newServiceAccount(placeholders.gsa ?? "", projectOf(world), { displayName: `Runs ${world.name}` });
  const account = mergePatch(plain as JsonObject, given?.overlay ?? {}) as ServiceAccount;
  return [{ account, bindings: bindingsOf(fillJson(given?.policy ?? {}, placeholders)) }];
}

function defaultAccounts(project: string, worlds: readonly WorkloadWorld[]): InitialIam["accounts"] {
  const environments = environmentsOf(project, worlds).map(({ serviceAccount }) => serviceAccount);
  const managed = new Set(
    environmentsOf(project, worlds)
      .filter(({ world }) => world.setup.environment?.generation === 2)
      .map(({ serviceAccount }) => serviceAccount),
  );
  const agent = `serviceAccount:service-${projectNumber(project)}@cloudcomposer-accounts.iam.gserviceaccount.com`;
  const extension = bindingsByRole({ "roles/composer.ServiceAgentV2Ext": [agent] });
  const named = knownIdentities.map(({ principal }) => principal);
  const emails = [
    ...named.filter((email) => email.endsWith(`@${project}.iam.gserviceaccount.com`)),
    ...new Set(environments),
  ];
  return [
    newServiceAccount(computeDefaultAccount(project), project, {
      displayName: "Compute Engine default service account",
    }),
    ...emails.map((email) => newServiceAccount(email, project, { displayName: email.split("@")[0] ?? email })),
  ].map((account) => ({ account, bindings: managed.has(account.email) ? extension : [] }));
}

/** What every project of the company has, and what Composer gives itself where it has an environment. */
function defaultRoles(project: string, worlds: readonly WorkloadWorld[]): readonly IamBinding[] {
  const number = projectNumber(project);
  const [environment] = environmentsOf(project, worlds);
  const [reader, applier] = knownIdentities.map(({ principal }) => `serviceAccount:${principal}`);
  return bindingsByRole({
    "roles/owner": ["group:cloud-platform@corp.example"],
    "roles/container.serviceAgent": [`serviceAccount:service-${number}@container-engine-robot.iam.gserviceaccount.com`],
    "roles/container.defaultNodeServiceAccount": [`serviceAccount:${computeDefaultAccount(project)}`],
    "roles/container.viewer": reader === undefined ? [] : [reader],
    "roles/container.admin": applier === undefined ? [] : [applier],
    ...(environment && {
      "roles/composer.serviceAgent": [
        `serviceAccount:service-${number}@cloudcomposer-accounts.iam.gserviceaccount.com`,
      ],
      "roles/composer.worker": [`serviceAccount:${environment.serviceAccount}`],
    }),
  });
}

function buckets(worlds: readonly WorkloadWorld[]): InitialIam["buckets"] {
  const named = worlds.flatMap((world) =>
    Object.entries(world.setup.buckets ?? {}).map(([bucket, roles]) => ({
      bucket,
      project: projectOf(world),
      bindings: filled(world, roles),
    })),
  );
  const ofEnvironments = worlds
    .flatMap((world) => environmentOf(world) ?? [])
    .map(({ bucket, project, serviceAccount }) => ({
      bucket,
      project,
      bindings: bindingsByRole({ "roles/storage.objectAdmin": [`serviceAccount:${serviceAccount}`] }),
    }));
  const merged = new Map<string, InitialIam["buckets"][number]>();
  for (const { bucket, project, bindings } of [...ofEnvironments, ...named]) {
    const before = merged.get(bucket);
    merged.set(bucket, {
      bucket,
      project: before?.project ?? project,
      bindings: [...(before?.bindings ?? []), ...bindings],
    });
  }
  return [...merged.values()];
}

function environmentsOf(project: string, worlds: readonly WorkloadWorld[]) {
  return worlds.filter((world) => projectOf(world) === project).flatMap((world) => environmentOf(world) ?? []);
}

function filled(
  world: WorkloadWorld,
  roles: Readonly<Record<string, readonly string[]>> | undefined,
): readonly IamBinding[] {
  const placeholders = workloadPlaceholders(world);
  return bindingsByRole(roles ?? {}).map(({ role, members }) => ({
    role,
    members: members.map((member) => fillText(member, placeholders)),
  }));
}
