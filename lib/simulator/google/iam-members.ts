import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import type { IamBinding } from "@/lib/simulator/iam/policy";
import { projectOfEmail } from "@/lib/simulator/iam/service-account";
import { objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import { googleError } from "./errors";
import { type GoogleWorld, projectIds } from "./world";

const knownMember =
  /^(allUsers|allAuthenticatedUsers|(deleted:)?(user|serviceAccount|group):.+|domain:.+|(deleted:)?principal(Set)?:\/\/.+|project(Owner|Editor|Viewer):.+)$/;
const workloadMember = /^serviceAccount:(?<pool>[^[]+)\[[^/\]]+\/[^\]]+\]$/;
const poolPrincipal = /^principal(Set)?:\/\/iam\.googleapis\.com\/.*\/workloadIdentityPools\/(?<pool>[^/]+)\//;
const knownRole = /^(roles\/[\w.]+|(projects|organizations)\/[^/]+\/roles\/[\w.]+)$/;

/** The answer that refuses a policy for what its bindings name; undefined when all of it exists. */
export function refuseBindings(world: GoogleWorld, bindings: readonly IamBinding[]): SimulatedAnswer | undefined {
  for (const { role, members } of bindings) {
    if (!knownRole.test(role)) return googleError(400, `Role (${role}) does not exist in the resource's hierarchy.`);
    for (const member of members) {
      const refusal = refuseMember(world, member);
      if (refusal) return refusal;
    }
  }
  return undefined;
}

function refuseMember(world: GoogleWorld, member: string): SimulatedAnswer | undefined {
  if (!knownMember.test(member)) {
    return googleError(
      400,
      `The member ${member} is of an unknown type. Please set a valid type prefix for the member.`,
    );
  }
  const pool = (workloadMember.exec(member) ?? poolPrincipal.exec(member))?.groups?.pool;
  if (pool !== undefined) return poolExists(world, pool) ? undefined : noSuchPool(pool);
  const email = /^serviceAccount:([^[\]]+)$/.exec(member)?.[1];
  const projects = projectIds(world);
  const project = email && projectOfEmail(email, projects);
  const isMissing = email && project && projects.includes(project) && !world.iam?.account(email);
  return isMissing ? googleError(400, `Service account ${email} does not exist.`) : undefined;
}

/** Documented: a project's pool comes with its first cluster that has one, and never goes away. */
function poolExists({ clusters }: GoogleWorld, pool: string): boolean {
  return clusters.some(
    ({ resource, record }) =>
      textAt(objectAt(resource, "workloadIdentityConfig"), "workloadPool") === pool ||
      record.formerWorkloadPool === pool,
  );
}

function noSuchPool(pool: string): SimulatedAnswer {
  return googleError(
    400,
    `Identity Pool does not exist (${pool}). Please check that you specified a valid resource name as returned in the \`name\` attribute in the configuration API.`,
  );
}
