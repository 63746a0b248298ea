import { defineRemedy } from "./define-remedy";

/** Drawbridge changed the binding itself a moment ago: nothing is wrong yet. */
export const waitForPropagation = defineRemedy({
  id: "wait-for-propagation",
  risk: "none",
  needs: ["request"],
  plan({ request: { namespace, serviceAccount } }, { until }) {
    return {
      title: "Wait until IAM has spread the binding",
      steps: [
        { summary: `Wait until ${until}: IAM usually takes 2 minutes, and can take 7.`, request: null },
        {
          summary: `Then run a pod under ${namespace}/${serviceAccount} again, or prove it with a probe pod.`,
          request: null,
        },
      ],
      changes: [],
      permissions: [],
      commands: { gcloud: null, kubectl: null, terraform: null },
      undo: null,
      warnings: ["Changes of groups take longer, sometimes hours."],
      files: [],
    };
  },
});
