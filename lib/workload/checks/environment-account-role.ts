import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";

const role = "roles/composer.worker";

/** Catalogue item 74. The environment's own account must be Composer's worker. It may be so by a role from above the project. */
export const environmentAccountRole = defineCheck({
  meta: {
    id: "environment-account-role",
    hop: "environment",
    title: "The environment's account is a Composer worker",
    failureTitle: "The environment's account is no Composer worker",
    why: "Airflow itself runs as this account: without the role the environment cannot start, and tasks fail before a pod is made.",
    learnMoreUrl: learnMore.composerAccess,
    dependsOn: ["composer-environment-missing"],
  },
  needs: ["environment"],
  wants: ["environmentAccount"],

  run({ environment }, { environmentAccount }) {
    if (environment.outcome !== "found")
      return { status: "not-applicable", summary: "No Composer environment is asked about." };
    if (environmentAccount === undefined) return { status: "waiting" };
    const { state } = environment.view;
    const broken = state === "ERROR";
    if (environmentAccount.state === "unknown") {
      if (!broken)
        return {
          status: "not-applicable",
          summary: "The roles of the environment's account could not be read; it runs.",
        };
      const missing = {
        fact: "environmentAccount",
        reason: environmentAccount.reason,
        detail: environmentAccount.detail,
      } as const;
      return { status: "unknown", summary: `Could not be decided: ${environmentAccount.detail}.`, missing: [missing] };
    }
    const account = environmentAccount.value;
    if (account.outcome === "none") return { status: "not-applicable", summary: "The environment names no account." };
    if (account.hasWorker) {
      return {
        status: "pass",
        summary: `${account.email} has ${role}, or a role that contains it.`,
        evidence: [
          {
            fact: "environmentAccount",
            label: "Environment's account",
            observed: account.email,
            field: "config.nodeConfig.serviceAccount",
          },
        ],
      };
    }
    return {
      status: "fail",
      summary: `The project's policy does not give ${account.email} the role ${role}.`,
      evidence: [
        { fact: "environmentAccount", label: `${role} of ${account.email}`, observed: "not in the project's policy" },
        { fact: "environment", label: "State", observed: state, field: "state" },
      ],
      remedies: [{ id: "grant-environment-role", params: { role } }],
      certainty: "likely",
      // What runs is not kept from running by it: then the role comes from elsewhere.
      ...(broken ? {} : { severity: "advisory" }),
    };
  },
});
