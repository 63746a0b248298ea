import { getBucketPolicy, getProjectPolicy } from "@/lib/google/iam-policies";
import { unknownFrom } from "@/lib/google/unknown-from";
import { grantOf } from "@/lib/workload/facts/derive/grant-of";
import { meansDirectly } from "@/lib/workload/facts/derive/means-directly";
import { defaultPool } from "@/lib/workload/facts/derive/member";
import type { IamPolicyView } from "@/lib/workload/facts/iam-view";
import type { WantedRole, WorkloadFactValues } from "@/lib/workload/facts/schema";
import { buildingOn, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { WorkloadSurroundings } from "./surroundings";

/** Sets of principals that every Google service account is in. */
const everybody = ["allUsers", "allAuthenticatedUsers"];

type Policy = IamPolicyView | ReturnType<typeof unknownFrom>;
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
        return gathering(request, (member) =>
          [`serviceAccount:${googleServiceAccount}`, ...everybody].includes(member),
        );
      return buildingOn(snapshot, ["project", "cluster"], ({ project, cluster }): Preparation<"roles"> => {
        if (cluster.outcome !== "found" || cluster.view.workloadPool === null) {
          return { unknown: "needs-another-fact", detail: "no workload pool of the cluster is known" };
        }
        const { name, workloadPool: pool } = cluster.view;
        const { namespace, serviceAccount } = request;
        // A fleet's pool is named by the number of the fleet's own project.
        const projectNumber = pool === defaultPool(project.id) ? project.number : null;
        const account = { cluster: name, projectNumber, pool, namespace, serviceAccount };
        return gathering(request, (member) => member === "allUsers" || meansDirectly(member, account));
      });
    },
  });

  function gathering({ roles }: Request, isMember: (member: string) => boolean): Preparation<"roles"> {
    return {
      async gather(signal): Promise<Gathered<"roles">> {
        const resources = [...new Set(roles.map(({ resource }) => resource))];
        const read = await Promise.all(
          resources.map(async (resource) => [resource, await policyOf(resource, signal)] as const),
        );
        const policies = read.flatMap(([, policy]) => ("unknown" in policy ? [] : [policy]));
        const [unread] = read.flatMap(([, policy]) => ("unknown" in policy ? [policy] : []));
        if (unread && policies.length === 0) return unread;
        const byResource = new Map(read);
        return { known: { roles: roles.map((wanted) => granted(wanted, byResource.get(wanted.resource), isMember)) } };
      },
    };
  }

  async function policyOf(resource: string, signal: AbortSignal): Promise<Policy> {
    const [kind, name = ""] = resource.split("/");
    try {
      return await (kind === "buckets" ? getBucketPolicy(rest, name, signal) : getProjectPolicy(rest, name, signal));
    } catch (error) {
      const api = kind === "buckets" ? "storage.buckets" : "resourcemanager.projects";
      return unknownFrom(error, `${api}.getIamPolicy`, resource);
    }
  }
}

function granted(
  { resource, role }: WantedRole,
  policy: Policy | undefined,
  isMember: (member: string) => boolean,
): WorkloadFactValues["roles"]["roles"][number] {
  if (policy && "unknown" in policy) {
    const unread = { reason: policy.unknown, detail: policy.detail };
    return { resource, role, granted: "unread", member: null, unread };
  }
  const grant = policy ? grantOf(policy, role, isMember) : undefined;
  return { resource, role, granted: grant?.granted ?? "not-here", member: grant?.member ?? null };
}
