import { bindingStep } from "./binding-step";
import { defineRepair } from "./define-repair";

/** `roles/iam.workloadIdentityUser` for the Kubernetes service account, without a condition. */
export const addBinding = defineRepair({
  id: "add-binding",
  needs: ["googleServiceAccount", "policy"],
  title: ({ request: { namespace, serviceAccount, googleServiceAccount } }) =>
    `Let ${namespace}/${serviceAccount} act as ${googleServiceAccount}`,
  steps(facts, scene) {
    const { cluster, pool } = scene;
    const step = bindingStep(facts, scene);
    if ("refused" in step) return step;
    if ("bound" in step) return { refused: step.bound };
    if (cluster.workloadPool === null) {
      return {
        refused: `Workload Identity is off on ${cluster.name.cluster}: IAM takes no member of ${pool} before a cluster of the project has it on. Turn it on first, or fix everything that is missing at once.`,
      };
    }
    return [step];
  },
  warnings: ({ googleServiceAccount: account }) => disabledWarning(account),
});

export function disabledWarning(account: { readonly outcome: string; readonly disabled?: boolean }): readonly string[] {
  return account.outcome === "found" && account.disabled === true
    ? ["The Google service account is disabled: pods get no token until it is enabled."]
    : [];
}
