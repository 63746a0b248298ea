import { errorSays } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 48. A token without the e-mail scope makes its owner a number, and bindings name e-mail addresses. */
export const rbacSubjectMismatch = defineCheck({
  meta: {
    id: "rbac-subject-mismatch",
    hop: "authorization",
    title: "Kubernetes knows you by your e-mail address",
    failureTitle: "Kubernetes knows you by a number only",
    why: "A token without the scope userinfo.email shows the account's numeric id, which no binding by e-mail address fits.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/role-based-access-control",
    dependsOn: ["wrong-context", "stale-server-address"],
  },
  needs: ["errorText"],

  run({ errorText }) {
    if (errorSays(errorText, "http-403") !== "certainly" || !errorText.given || errorText.details.user === undefined) {
      return { status: "not-applicable", summary: "No error text says as whom Kubernetes refused you." };
    }
    const { user, verb, resource, namespace } = errorText.details;
    const seen: Evidence = { fact: "errorText", label: "User", observed: user };
    if (!/^\d{15,30}$/.test(user)) {
      return { status: "pass", summary: `Kubernetes knows you as ${user}.`, evidence: [seen] };
    }
    return {
      status: "fail",
      summary: `Kubernetes knows the account as ${user}, its numeric id, and bindings by e-mail address do not count.`,
      evidence: [seen],
      remedies: [
        {
          id: "create-role-binding",
          params: { user, verb: verb ?? null, resource: resource ?? null, namespace: namespace ?? null },
        },
        { id: "log-in", params: {} },
      ],
      // The bindings themselves cannot be seen from here.
      certainty: "likely",
    };
  },
});
