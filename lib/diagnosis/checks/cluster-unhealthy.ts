import { errorSays, provesAnswer, unreadyCauses } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Conditions under which the control plane itself is down: its database cannot be decrypted. */
const downConditions = ["CLOUD_KMS_KEY_ERROR", "CLOUD_KMS_KEY_DESTROYED"];

/** Catalogue item 49. The cluster's status and conditions must not say that the control plane is broken. */
export const clusterUnhealthy = defineCheck({
  meta: {
    id: "cluster-unhealthy",
    hop: "cluster",
    title: "The cluster is in good health",
    failureTitle: "The cluster is broken",
    why: "In the status ERROR, or without the key of its database, the control plane does not run; no network setting helps.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/troubleshooting",
    dependsOn: ["cluster-provisioning"],
  },
  needs: ["cluster", "errorText"],

  run({ cluster, errorText }) {
    const status: Evidence = { fact: "cluster", label: "Status", observed: cluster.status, field: "status" };
    const conditions = cluster.conditions.map(
      ({ code, message }): Evidence => ({
        fact: "cluster",
        label: `Condition ${code}`,
        observed: message || code,
        field: "conditions",
      }),
    );
    const detail: readonly Evidence[] = cluster.statusMessage
      ? [{ fact: "cluster", label: "Status message", observed: cluster.statusMessage, field: "statusMessage" }]
      : [];
    const evidence = [status, ...conditions, ...detail] as const;
    const codes = cluster.conditions.map(({ code }) => code);
    // An answer that says "not ready" is what a broken control plane gives.
    const answered = provesAnswer(errorText) && errorSays(errorText, ...unreadyCauses) === "no";
    const common = { evidence, remedies: [{ id: "repair-cluster", params: {} }] } as const;

    if (cluster.status === "ERROR") {
      return {
        status: "fail",
        summary: `The cluster is in the status ERROR${codes.length > 0 ? ` (${codes.join(", ")})` : ""}: it cannot be used.`,
        ...common,
        ...(answered ? ({ severity: "advisory" } as const) : {}),
      };
    }
    if (cluster.status === "STATUS_UNSPECIFIED") {
      const detail = "whether the cluster works";
      return {
        status: "unknown",
        summary: "Google gives a status that does not tell whether the cluster works.",
        missing: [{ fact: "cluster", reason: "not-observable", detail }],
      };
    }
    const down = codes.filter((code) => downConditions.includes(code));
    if (cluster.status === "DEGRADED" && down.length > 0) {
      return {
        status: "fail",
        summary: `The cluster is DEGRADED by ${down.join(", ")}: the control plane cannot read its database.`,
        ...common,
        ...(answered ? ({ severity: "advisory" } as const) : {}),
      };
    }
    if (cluster.status === "DEGRADED" || codes.length > 0) {
      return {
        status: "fail",
        severity: "advisory",
        summary: `The cluster reports ${codes.join(", ") || "the status DEGRADED"}; its API may answer all the same.`,
        ...common,
      };
    }
    if (cluster.status === "PROVISIONING" || cluster.status === "STOPPING") {
      return { status: "not-applicable", summary: `The cluster is ${cluster.status}: its health is not the question.` };
    }
    return { status: "pass", summary: describe(cluster.status, cluster.kind), evidence };
  },
});

function describe(status: string, kind: "regional" | "zonal"): string {
  if (status !== "RECONCILING") return `The cluster is ${status}.`;
  return kind === "zonal"
    ? "GKE is working on the cluster (RECONCILING). Its one control plane may be away for some minutes."
    : "GKE is working on the cluster (RECONCILING), which keeps answering meanwhile.";
}
