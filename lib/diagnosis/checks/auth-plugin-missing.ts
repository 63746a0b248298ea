import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 5. kubectl must be able to start the program that the kubeconfig names for logging in. */
export const authPluginMissing = defineCheck({
  meta: {
    id: "auth-plugin-missing",
    hop: "kubeconfig",
    title: "The credential plugin can be started",
    failureTitle: "The credential plugin is not installed",
    why: "kubectl asks gke-gcloud-auth-plugin for a token before it sends anything, and does not find it on its PATH.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl#install_plugin",
    dependsOn: ["no-kubeconfig-context", "wrong-context"],
  },
  needs: ["kubeconfig", "errorText"],

  run({ kubeconfig, errorText }) {
    const says = errorSays(errorText, "exec-plugin-missing");
    // One text says of the program's file that it is not there, or cannot be run: it is the plugin either way.
    const itself =
      says === "possibly" && errorSays(errorText, "exec-plugin-missing", "exec-plugin-failed") === "certainly";
    const program =
      (errorText.given ? errorText.details.plugin : undefined) ??
      (kubeconfig.given ? kubeconfig.summary.execCommandBasename : null) ??
      "gke-gcloud-auth-plugin";
    if (says !== "certainly" && !itself) {
      return {
        status: "not-applicable",
        summary:
          says === "possibly"
            ? `The error text leaves open whether ${program} is installed.`
            : "Whether the plugin is installed shows only in kubectl's error text, and none says that it is missing.",
      };
    }
    const text: Evidence = {
      fact: "errorText",
      label: "Your error text",
      observed: errorTitle(errorText, "exec-plugin-missing"),
    };
    if (itself) {
      return {
        status: "fail",
        title: "The credential plugin cannot be started",
        summary: `kubectl could not start the program ${program}, and has no token to send without it.`,
        evidence: [text],
        remedies: [{ id: "install-auth-plugin", params: {} }],
        certainty: "likely",
      };
    }
    return {
      status: "fail",
      summary: `kubectl did not find the program ${program} on its PATH, and has no token to send without it.`,
      evidence: [text],
      remedies: [{ id: "install-auth-plugin", params: {} }],
    };
  },
});
