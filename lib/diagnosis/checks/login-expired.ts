import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

const noLogin: readonly ErrorCause[] = [
  "http-401",
  "exec-plugin-failed",
  "gcloud-no-account",
  "gcloud-reauth-required",
  "gcloud-unauthenticated",
  "gcloud-insufficient-scopes",
];

/** Catalogue item 7. The login that kubectl sends must be one that Google still accepts. */
export const loginExpired = defineCheck({
  meta: {
    id: "login-expired",
    hop: "authentication",
    title: "The login is accepted",
    failureTitle: "Your Google login is not accepted",
    why: "The control plane takes a Google token with every request; an expired or revoked login gives none that counts.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/api-server-authentication",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "auth-plugin-missing",
      "auth-provider-removed",
    ],
  },
  needs: ["request", "errorText"],
  wants: ["http"],

  run({ request, errorText }, { http }) {
    if (errorSays(errorText, ...noLogin) === "certainly") {
      const text: Evidence = {
        fact: "errorText",
        label: "Your error text",
        observed: errorTitle(errorText, ...noLogin),
      };
      const logIn: RemedyRef = { id: "log-in", params: {} };
      if (errorSays(errorText, "exec-plugin-failed") === "certainly") {
        return {
          status: "fail",
          title: "The credential plugin gives no token",
          summary: "kubectl started the credential plugin and got no token, most often because the login has expired.",
          evidence: [text],
          remedies: [logIn, { id: "install-auth-plugin", params: {} }],
          certainty: "likely",
        };
      }
      return {
        status: "fail",
        summary:
          errorSays(errorText, "http-401") === "certainly"
            ? "The control plane answered, and refused the login with 401."
            : `Google did not take gcloud's login: ${text.observed}`,
        evidence: [text],
        remedies: [logIn],
      };
    }

    if (request.vantage.kind !== "server") {
      return { status: "not-applicable", summary: "No error text speaks of a login that was refused." };
    }
    if (http === undefined) return { status: "waiting" };
    if (http.state === "unknown") {
      return { status: "not-applicable", summary: "The control plane was not asked from this server." };
    }
    const refused = http.value.answers.find(({ status }) => status === 401);
    if (refused) {
      return {
        status: "fail",
        summary: `The control plane answered ${refused.path} with 401: Drawbridge's own login is not accepted.`,
        evidence: [{ fact: "http", label: refused.path, observed: `401 ${refused.message}`.trim() }],
        remedies: [{ id: "log-in", params: {} }],
      };
    }
    const accepted = http.value.answers.find(({ status }) => status >= 200 && status < 300);
    return accepted
      ? {
          status: "pass",
          summary: "The control plane answered this server and took its login.",
          evidence: [{ fact: "http", label: accepted.path, observed: String(accepted.status) }],
        }
      : { status: "not-applicable", summary: "The control plane's answers do not speak of the login." };
  },
});
