import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { subjectOf } from "@/lib/diagnosis/facts/derive/rbac-subject";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 47. Once connected and logged in, RBAC or IAM must allow what is asked. */
export const kubernetesForbidden = defineCheck({
  meta: {
    id: "kubernetes-forbidden",
    hop: "authorization",
    title: "Kubernetes allows what you ask",
    failureTitle: "Kubernetes does not allow you to do this",
    why: "The path and the login work. Neither an RBAC binding nor an IAM role allows this account what it asked.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/role-based-access-control",
    dependsOn: ["wrong-context", "stale-server-address", "credentials-not-sent", "rbac-subject-mismatch"],
  },
  needs: ["request", "errorText"],
  wants: ["http"],

  run({ request, errorText }, { http }) {
    if (errorSays(errorText, "http-403") === "certainly" && errorText.given) {
      const { details } = errorText;
      if (details.user === "system:anonymous") {
        return { status: "not-applicable", summary: "Kubernetes refused somebody without a name, not you." };
      }
      const title = errorTitle(errorText, "http-403");
      const text: Evidence = { fact: "errorText", label: "Your error text", observed: title };
      const what = [details.verb, details.resource].filter(Boolean).join(" ");
      const where = details.namespace ? ` in the namespace ${details.namespace}` : "";
      return {
        status: "fail",
        summary: details.user
          ? `Kubernetes does not let ${details.user} ${what || "do this"}${where}.`
          : "Kubernetes refused the request with 403, and did not say whose it was.",
        evidence: details.permission
          ? [text, { fact: "errorText", label: "Missing permission", observed: details.permission }]
          : [text],
        remedies: remediesFor(details),
      };
    }

    if (request.vantage.kind !== "server") {
      return { status: "not-applicable", summary: "No error text says that Kubernetes refused something." };
    }
    if (http === undefined) return { status: "waiting" };
    if (http.state === "unknown") {
      return { status: "not-applicable", summary: "The control plane was not asked from this server." };
    }
    const version = http.value.answers.find(({ path }) => path.startsWith("/version"));
    if (version?.status === 403 && version.body === "kubernetes-status") {
      if (version.message.includes("system:anonymous")) {
        return { status: "not-applicable", summary: "Kubernetes refused somebody without a name." };
      }
      const user = /User "([^"]+)"/.exec(version.message)?.[1];
      return {
        status: "fail",
        summary: `The control plane answered this server's ${version.path} with 403: Drawbridge's account may not read it.`,
        evidence: [{ fact: "http", label: version.path, observed: `403 ${version.message}` }],
        remedies:
          user && subjectOf(user)
            ? [{ id: "create-role-binding", params: { user, verb: "get", resource: "/version", namespace: null } }]
            : [],
      };
    }
    return version && version.status >= 200 && version.status < 300
      ? {
          status: "pass",
          summary: "The control plane told this server its version.",
          evidence: [{ fact: "http", label: version.path, observed: String(version.status) }],
        }
      : { status: "not-applicable", summary: "The control plane's answers do not speak of permissions." };
  },
});

function remediesFor({ user, verb, resource, namespace, permission }: ErrorDetails): readonly RemedyRef[] {
  const remedies: RemedyRef[] = [];
  // One of Kubernetes' own names, or half of what was asked, cannot be bound.
  const bindable =
    user !== undefined && subjectOf(user) !== undefined && (verb === undefined) === (resource === undefined);
  if (bindable) {
    const params = { user, verb: verb ?? null, resource: resource ?? null, namespace: namespace ?? null };
    remedies.push({ id: "create-role-binding", params });
  }
  const role = permission && roleWith(permission);
  if (role) remedies.push({ id: "grant-role", params: { role, permission } });
  return remedies;
}

/** The narrowest of GKE's predefined roles with the permission; undefined where only an administrator's has it. */
function roleWith(permission: string): string | undefined {
  const [, resource = "", action = ""] = /^container\.([A-Za-z]+)\.([A-Za-z]+)$/.exec(permission) ?? [];
  if (!resource || /^(?:clusterRoles|clusterRoleBindings|roles|roleBindings|clusters)$/.test(resource))
    return undefined;
  const reads = action === "get" || action === "list" || action === "getStatus";
  return reads && resource !== "secrets" ? "roles/container.viewer" : "roles/container.developer";
}
