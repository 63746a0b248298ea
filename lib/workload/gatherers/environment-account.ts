import { getProjectPolicy } from "@/lib/google/iam-policies";
import { getServiceAccountPolicy } from "@/lib/google/service-accounts";
import { unknownFrom } from "@/lib/google/unknown-from";
import { grantOf } from "@/lib/workload/facts/derive/grant-of";
import { buildingOn, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { WorkloadSurroundings } from "./surroundings";

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
        return buildingOn(
          snapshot,
          ["project"],
          ({ project: { number } }): Preparation<"environmentAccount"> => ({
            async gather(signal): Promise<Gathered<"environmentAccount">> {
              try {
                const isAccount = (member: string) => member === `serviceAccount:${email}`;
                const policy = await getProjectPolicy(rest, project, signal);
                const has = (...roles: readonly string[]) =>
                  [...roles, ...broadRoles].some((role) => grantOf(policy, role, isAccount).granted === "yes");
                const isAgent = (member: string) =>
                  member === `serviceAccount:service-${number}@cloudcomposer-accounts.iam.gserviceaccount.com`;
                const agentHasExtension =
                  generation === 2
                    ? grantOf(
                        await getServiceAccountPolicy(rest, email, signal),
                        "roles/composer.ServiceAgentV2Ext",
                        isAgent,
                      ).granted === "yes"
                    : null;
                return {
                  known: {
                    outcome: "found",
                    email,
                    hasWorker: has("roles/composer.worker"),
                    hasContainerDeveloper: has("roles/container.developer", "roles/container.admin"),
                    agentHasExtension,
                  },
                };
              } catch (error) {
                return unknownFrom(error, "resourcemanager.projects.getIamPolicy", `projects/${project}`);
              }
            },
          }),
        );
      }),
  });
}
