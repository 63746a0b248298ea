import { composerNamespace, ownedByComposer } from "./composer-namespace";
import { defineRepair } from "./define-repair";

/** The namespace that pods are to run in, without anything in it. */
export const createNamespace = defineRepair({
  id: "create-namespace",
  needs: ["namespace"],
  title: ({ request }) => `Create the namespace ${request.namespace}`,
  steps({ namespace }, { request }) {
    if (namespace.exists) {
      return namespace.phase === "Terminating"
        ? { refused: `The namespace ${request.namespace} is being deleted: wait until it is gone.` }
        : { refused: `The namespace ${request.namespace} is there already.` };
    }
    if (request.namespace === composerNamespace) return ownedByComposer;
    return [{ kind: "create-namespace", namespace: request.namespace }];
  },
});
