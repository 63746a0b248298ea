import { errorSays } from "@/lib/workload/facts/derive/error-says";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import { defineCheck } from "./define-check";
import { textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";

const role = "roles/composer.ServiceAgentV2Ext";

/** Catalogue item 74. In Composer 2 the service agent binds the environment's account, and needs a role on it. */
export const composerAgentExtension = defineCheck({
  meta: {
    id: "composer-agent-extension",
    hop: "environment",
    title: "Composer's service agent may manage the environment's account",
    failureTitle: "Composer's service agent lacks a role on the environment's account",
    why: "Without it Composer 2 cannot give its own pods their identity: environments are not made, or tasks fail.",
    learnMoreUrl: learnMore.composerAccess,
    dependsOn: ["composer-environment-missing"],
  },
  needs: ["environment", "errorText"],
  wants: ["environmentAccount"],

  run({ environment, errorText }, { environmentAccount }) {
    if (environment.outcome !== "found" || environment.view.generation !== 2) {
      return { status: "not-applicable", summary: "It is not about Composer 2." };
    }
    if (environmentAccount === undefined) return { status: "waiting" };
    const said = errorSays(errorText, "composer-agent-denied");
    const text = textThatSays(errorText, "composer-agent-denied");
    const broken = said || environment.view.state === "ERROR";
    const account = environmentAccount.state === "known" ? environmentAccount.value : undefined;
    const unread = environmentAccount.state === "known" ? agentUnread(environmentAccount.value) : environmentAccount;
    if (unread) {
      if (!broken)
        return {
          status: "not-applicable",
          summary: "The roles on the environment's account could not be read; it runs.",
        };
      const { reason, detail } = unread;
      const missing = { fact: "environmentAccount", reason, detail } as const;
      return { status: "unknown", summary: `Could not be decided: ${detail}.`, missing: [missing] };
    }
    if (account === undefined || account.outcome === "none" || account.agentHasExtension === null) {
      return { status: "not-applicable", summary: "This environment's agent needs no such role." };
    }
    const state = { fact: "environment", label: "State", observed: environment.view.state, field: "state" } as const;
    if (account.agentHasExtension) {
      const held = { fact: "environmentAccount", label: "Role of Composer's agent", observed: role } as const;
      return { status: "pass", summary: `Composer's agent has ${role} on ${account.email}.`, evidence: [held] };
    }
    return {
      status: "fail",
      summary: `The policy of ${account.email} does not give Composer's service agent ${role}.`,
      evidence: [
        { fact: "environmentAccount", label: "Role of Composer's agent", observed: `${role} is missing` },
        state,
        ...text,
      ],
      remedies: [{ id: "grant-environment-role", params: { role } }],
      certainty: "likely",
      ...(broken ? {} : { severity: "advisory" }),
    };
  },
});

function agentUnread(account: WorkloadFactValues["environmentAccount"]) {
  return account.outcome === "found" ? account.agentUnread : undefined;
}
