import { getBucketPolicy, getProjectPolicy } from "@/lib/google/iam-policies";
import { unknownFrom } from "@/lib/google/unknown-from";
import { grantOf } from "@/lib/workload/facts/derive/grant-of";
import { meansDirectly } from "@/lib/workload/facts/derive/means-directly";
import type { WantedRole, WorkloadFactValues } from "@/lib/workload/facts/schema";
import { buildingOn, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { WorkloadSurroundings } from "./surroundings";

type Request = WorkloadFactValues["request"];

/** What the policies of the wanted resources say of the pod's identity. Roles from above or by groups do not show there. */
export function rolesGatherer({ rest }: WorkloadSurroundings) {
  return defineGatherer({
    fact: "roles",
    source: "getIamPolicy of each resource",
    deadlineMs: 8_000,
    prepare(snapshot): Preparation<"roles"> {
      if (snapshot.request?.state !== "known") return undefined;
      const request = snapshot.request.value;
      if (request.roles.length === 0) return { known: { roles: [] } };
      const { googleServiceAccount } = request;
      if (googleServiceAccount !== null)
        return gathering(request, (member) => member === `serviceAccount:${googleServiceAccount}`);
      return buildingOn(snapshot, ["project", "cluster"], ({ project, cluster }): Preparation<"roles"> => {
        if (cluster.outcome !== "found" || cluster.view.workloadPool === null) {
          return { unknown: "needs-another-fact", detail: "no workload pool of the cluster is known" };
        }
        const { name, workloadPool: pool } = cluster.view;
        const { namespace, serviceAccount } = request;
        const account = { cluster: name, projectNumber: project.number, pool, namespace, serviceAccount };
        return gathering(request, (member) => meansDirectly(member, account));
      });
    },
  });

  function gathering({ roles }: Request, isMember: (member: string) => boolean): Preparation<"roles"> {
    return {
      async gather(signal): Promise<Gathered<"roles">> {
        const resources = [...new Set(roles.map(({ resource }) => resource))];
        try {
          const policies = await Promise.all(
            resources.map(async (resource) => [resource, await policyOf(resource, signal)] as const),
          );
          const byResource = new Map(policies);
          return {
            known: { roles: roles.map((wanted) => granted(wanted, byResource.get(wanted.resource), isMember)) },
          };
        } catch (error) {
          const permission = resources.some((resource) => resource.startsWith("buckets/"))
            ? "storage.buckets.getIamPolicy or resourcemanager.projects.getIamPolicy"
            : "resourcemanager.projects.getIamPolicy";
          return unknownFrom(error, permission, resources.join(", "));
        }
      },
    };
  }

  function policyOf(resource: string, signal: AbortSignal) {
    const [kind, name = ""] = resource.split("/");
    return kind === "buckets" ? getBucketPolicy(rest, name, signal) : getProjectPolicy(rest, name, signal);
  }
}

function granted(
  { resource, role }: WantedRole,
  policy: Parameters<typeof grantOf>[0] | undefined,
  isMember: (member: string) => boolean,
): WorkloadFactValues["roles"]["roles"][number] {
  const grant = policy ? grantOf(policy, role, isMember) : undefined;
  return { resource, role, granted: grant?.granted ?? "not-here", member: grant?.member ?? null };
}
