import type { Fact } from "@/lib/engine/fact";
import { getProjectPolicy } from "@/lib/google/iam-policies";
import { getServiceAccountPolicy } from "@/lib/google/service-accounts";
import { unknownFrom } from "@/lib/google/unknown-from";
import { grantOf } from "@/lib/workload/facts/derive/grant-of";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import { buildingOn, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { WorkloadSurroundings } from "./surroundings";

type Found = Extract<WorkloadFactValues["environmentAccount"], { outcome: "found" }>;

const broadRoles = ["roles/owner", "roles/editor"];

/** The roles of the environment's own service account, and of Composer's agent on it (gcpdiag's Composer rules). */
export function environmentAccountGatherer({ rest }: WorkloadSurroundings) {
  return defineGatherer({
    fact: "environmentAccount",
    source: "getIamPolicy of the project and of the environment's service account",
    deadlineMs: 8_000,
    prepare: (snapshot) =>
      buildingOn(snapshot, ["environment"], ({ environment }): Preparation<"environmentAccount"> => {
        if (environment.outcome !== "found") return { known: { outcome: "none" } };
        const { serviceAccount: email, project, generation } = environment.view;
        if (email === "") {
          return {
            unknown: "not-observable",
            detail: "Composer's API does not name the environment's service account",
          };
        }
        const own = snapshot.project;
        if (own === undefined) return undefined;
        return {
          async gather(signal): Promise<Gathered<"environmentAccount">> {
            try {
              const isAccount = (member: string) => member === `serviceAccount:${email}`;
              const policy = await getProjectPolicy(rest, project, signal);
              const has = (...roles: readonly string[]) =>
                [...roles, ...broadRoles].some((role) => grantOf(policy, role, isAccount).granted === "yes");
              return {
                known: {
                  outcome: "found",
                  email,
                  hasWorker: has("roles/composer.worker"),
                  hasContainerDeveloper: has("roles/container.developer", "roles/container.admin"),
                  ...(generation === 2 ? await agentRole(email, own, signal) : { agentHasExtension: null }),
                },
              };
            } catch (error) {
              return unknownFrom(error, "resourcemanager.projects.getIamPolicy", `projects/${project}`);
            }
          },
        };
      }),
  });

  /** What cannot be read here leaves what the project's policy says. */
  async function agentRole(
    email: string,
    project: Fact<WorkloadFactValues["project"]>,
    signal: AbortSignal,
  ): Promise<Pick<Found, "agentHasExtension" | "agentUnread">> {
    if (project.state === "unknown") {
      return { agentHasExtension: null, agentUnread: { reason: "needs-another-fact", detail: project.detail } };
    }
    const { number } = project.value;
    const isAgent = (member: string) =>
      member === `serviceAccount:service-${number}@cloudcomposer-accounts.iam.gserviceaccount.com`;
    try {
      const policy = await getServiceAccountPolicy(rest, email, signal);
      return { agentHasExtension: grantOf(policy, "roles/composer.ServiceAgentV2Ext", isAgent).granted === "yes" };
    } catch (error) {
      const { unknown: reason, detail } = unknownFrom(error, "iam.serviceAccounts.getIamPolicy", email);
      return { agentHasExtension: null, agentUnread: { reason, detail } };
    }
  }
}
