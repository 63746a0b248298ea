import { disabledWarning } from "./add-binding";
import { bindingStep } from "./binding-step";
import { composerNamespace, ownedByComposer } from "./composer-namespace";
import { defineRepair } from "./define-repair";
import type { WorkloadStep } from "./steps";

/** Every link that is missing and can be made without recreating nodes: the pool, the namespace, the account, annotation, binding. */
export const repairChain = defineRepair({
  id: "repair-chain",
  needs: ["namespace", "serviceAccount", "googleServiceAccount", "policy"],
  title: ({ request: { namespace, serviceAccount, googleServiceAccount } }) =>
    googleServiceAccount === null
      ? `Make ${namespace}/${serviceAccount} ready`
      : `Let ${namespace}/${serviceAccount} act as ${googleServiceAccount}`,
  steps({ namespace, serviceAccount: found, ...google }, scene) {
    const { request, cluster, pool } = scene;
    const { namespace: name, serviceAccount, googleServiceAccount: after } = request;
    const steps: WorkloadStep[] = [];
    if (cluster.workloadPool === null) steps.push({ kind: "enable-workload-identity", workloadPool: pool });
    if (namespace.exists && namespace.phase === "Terminating") {
      return { refused: `The namespace ${name} is being deleted: wait until it is gone.` };
    }
    if (!namespace.exists || !found.exists) {
      if (name === composerNamespace && (!namespace.exists || serviceAccount === "default")) return ownedByComposer;
    }
    if (!namespace.exists) steps.push({ kind: "create-namespace", namespace: name });
    if (!found.exists) steps.push({ kind: "create-service-account", namespace: name, serviceAccount });
    const before = found.exists ? found.annotation : null;
    if (before !== after) steps.push({ kind: "annotate", namespace: name, serviceAccount, before, after });
    if (after !== null) {
      const step = bindingStep(google, scene);
      if ("refused" in step) return step;
      if (!("bound" in step)) steps.push(step);
    }
    return steps.length > 0 ? steps : { refused: "No link is missing that Drawbridge could make." };
  },
  warnings({ googleServiceAccount: account, policy }, scene) {
    const { cluster } = scene;
    const binding = bindingStep({ googleServiceAccount: account, policy }, scene);
    const condition = "bound" in binding && binding.condition ? [binding.bound] : [];
    const old = cluster.mode === "autopilot" ? [] : cluster.nodePools.filter(({ metadata }) => metadata !== "gke");
    const names = old.map(({ name }) => name).join(", ");
    const nodes = `Pods on ${names} still get the nodes' account: these node pools have no GKE metadata server. Changing that recreates their nodes, so it is a plan of its own.`;
    return [...condition, ...(old.length > 0 ? [nodes] : []), ...disabledWarning(account)];
  },
});
