import { composerNamespace, ownedByComposer } from "./composer-namespace";
import { defineRepair } from "./define-repair";

/** The Kubernetes service account, in a namespace that is there. */
export const createServiceAccount = defineRepair({
  id: "create-service-account",
  needs: ["namespace", "serviceAccount"],
  title: ({ request }) => `Create the service account ${request.namespace}/${request.serviceAccount}`,
  steps({ namespace, serviceAccount: found }, { request }) {
    const { namespace: name, serviceAccount } = request;
    if (found.exists) return { refused: `The service account ${name}/${serviceAccount} is there already.` };
    if (name === composerNamespace && serviceAccount === "default") return ownedByComposer;
    if (!namespace.exists) return { refused: `The namespace ${name} is missing: create it first.` };
    if (namespace.phase === "Terminating") return { refused: `The namespace ${name} is being deleted.` };
    return [{ kind: "create-service-account", namespace: name, serviceAccount }];
  },
});
