import { errorSays, errorTitle, provesAnswer } from "@/lib/diagnosis/facts/derive/error-says";
import { usableEndpoint } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 6. kubectl 1.26 removed the built-in `auth-provider: gcp`; only the exec plugin is left. */
export const authProviderRemoved = defineCheck({
  meta: {
    id: "auth-provider-removed",
    hop: "kubeconfig",
    title: "The kubeconfig logs in with the credential plugin",
    failureTitle: "Your kubeconfig logs in a way that kubectl removed",
    why: "kubectl 1.26 and later refuse auth-provider gcp before they send anything; the plugin took its place.",
    learnMoreUrl: "https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke",
    dependsOn: ["no-kubeconfig-context", "wrong-context"],
  },
  needs: ["request", "kubeconfig", "errorText"],
  wants: ["cluster"],

  run({ request, kubeconfig, errorText }, { cluster }) {
    const program = kubeconfig.given ? kubeconfig.summary.execCommandBasename : null;
    const removed = program === "auth-provider:gcp";
    const said = errorSays(errorText, "auth-provider-removed") === "certainly";
    const way: Evidence = {
      fact: "kubeconfig",
      label: "Login",
      observed: program ?? "",
      field: "users[].user",
    };
    if (!removed && !said) {
      if (program === null) return { status: "not-applicable", summary: "No way to log in was given." };
      return { status: "pass", summary: `The kubeconfig logs in with ${program}.`, evidence: [way] };
    }

    if (cluster === undefined) return { status: "waiting" };
    const endpoint = cluster.state === "known" ? usableEndpoint(cluster.value, request.endpoint) : undefined;
    const remedies: RemedyRef[] = endpoint ? [{ id: "get-credentials", params: { endpoint } }] : [];
    remedies.push({ id: "install-auth-plugin", params: {} });
    const text: Evidence = {
      fact: "errorText",
      label: "Your error text",
      observed: errorTitle(errorText, "auth-provider-removed"),
    };
    if (said) {
      return {
        status: "fail",
        summary: "The kubeconfig has the gcp auth provider, and this kubectl no longer has it.",
        evidence: removed ? [text, way] : [text],
        remedies,
      };
    }
    const common = { status: "fail", evidence: [way], remedies, certainty: "likely" } as const;
    return provesAnswer(errorText)
      ? {
          ...common,
          summary:
            "The kubeconfig has the gcp auth provider; your old kubectl still takes it, and a newer one will not.",
          severity: "advisory",
        }
      : {
          ...common,
          summary: "The kubeconfig has the gcp auth provider, which kubectl has not had since version 1.26.",
        };
  },
});
