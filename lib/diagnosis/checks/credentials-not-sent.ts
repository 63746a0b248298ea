import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { usableEndpoint } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

const anonymous = "system:anonymous";

/** Catalogue item 8. The control plane must see somebody: `system:anonymous` is a request without credentials. */
export const credentialsNotSent = defineCheck({
  meta: {
    id: "credentials-not-sent",
    hop: "authentication",
    title: "Credentials arrive at the control plane",
    failureTitle: "No credentials reached the control plane",
    why: "When the credential plugin does not run, the request arrives as system:anonymous, who may do next to nothing.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/api-server-authentication",
    dependsOn: ["wrong-context", "stale-server-address", "auth-plugin-missing", "auth-provider-removed"],
  },
  needs: ["request", "kubeconfig", "errorText"],
  wants: ["cluster", "http"],

  run({ request, kubeconfig, errorText }, { cluster, http }) {
    if (errorSays(errorText, "http-403") === "certainly" && errorText.given) {
      const { user } = errorText.details;
      const login = kubeconfig.given ? kubeconfig.summary : undefined;
      const noProgram = login !== undefined && login.context !== null && login.execCommandBasename === null;
      // On discovery paths kubectl prints no user; then only a kubeconfig without a login tells.
      if (user !== anonymous && !(user === undefined && noProgram)) {
        return user === undefined
          ? { status: "not-applicable", summary: "The refusal does not say as whom you arrived." }
          : {
              status: "pass",
              summary: `The control plane saw you as ${user}.`,
              evidence: [{ fact: "errorText", label: "User", observed: user }],
            };
      }
      if (cluster === undefined) return { status: "waiting" };
      const endpoint = cluster.state === "known" ? usableEndpoint(cluster.value, request.endpoint) : undefined;
      const anew: readonly RemedyRef[] = endpoint ? [{ id: "get-credentials", params: { endpoint } }] : [];
      const plugin: RemedyRef = { id: "install-auth-plugin", params: {} };
      const text: Evidence =
        user === undefined
          ? { fact: "errorText", label: "Your error text", observed: errorTitle(errorText, "http-403") }
          : { fact: "errorText", label: "User", observed: user };
      const way: Evidence = {
        fact: "kubeconfig",
        label: "Login",
        observed: "none by a program",
        field: "users[].user",
      };
      return {
        status: "fail",
        summary: noProgram
          ? "The kubeconfig starts no credential plugin, and the request arrived without a name."
          : `The request arrived as ${anonymous}: the credential plugin did not run, or gave nothing.`,
        evidence: noProgram ? [text, way] : [text],
        remedies: noProgram ? [...anew, plugin] : [plugin, ...anew, { id: "log-in", params: {} }],
        ...(user === undefined ? ({ certainty: "likely" } as const) : {}),
      };
    }

    if (request.vantage.kind !== "server") {
      return { status: "not-applicable", summary: "No error text says as whom you arrived." };
    }
    if (http === undefined) return { status: "waiting" };
    if (http.state === "unknown") {
      return { status: "not-applicable", summary: "The control plane was not asked from this server." };
    }
    const refused = http.value.answers.find(({ status, message }) => status === 403 && message.includes(anonymous));
    if (!refused) {
      return { status: "not-applicable", summary: "No answer to this server calls it anonymous." };
    }
    return {
      status: "fail",
      summary: `The control plane took this server's request to ${refused.path} for an anonymous one.`,
      evidence: [{ fact: "http", label: refused.path, observed: `403 ${refused.message}` }],
      remedies: [{ id: "log-in", params: {} }],
    };
  },
});
