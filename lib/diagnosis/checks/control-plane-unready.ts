import { errorSays, errorTitle, provesAnswer, unreadyCauses } from "@/lib/diagnosis/facts/derive/error-says";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

const unreadyStatuses: readonly number[] = [429, 500, 502, 503, 504];
/** Operations that restart or replace a control plane. Those on nodes leave it alone. */
const restarts: readonly string[] = ["UPGRADE_MASTER", "REPAIR_CLUSTER", "UPDATE_CLUSTER"];

/**
 * The control plane is reached and cannot answer. This does not depend on where the connection starts, so a probe from
 * this server counts for everybody; yet it is only waited for when something else already speaks of trouble.
 */
export const controlPlaneUnready = defineCheck({
  meta: {
    id: "control-plane-unready",
    hop: "authorization",
    title: "The control plane is ready to answer",
    failureTitle: "The control plane is not ready to answer",
    why: "The path is open and the API server itself is overloaded or restarting. A zonal control plane is down for minutes in an upgrade.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/concepts/types-of-clusters",
    dependsOn: [
      "no-kubeconfig-context",
      "wrong-context",
      "stale-server-address",
      "cluster-provisioning",
      "cluster-unhealthy",
    ],
  },
  needs: ["request", "errorText"],
  wants: ["cluster", "tls", "http", "operations"],

  run({ request, errorText }, { cluster, tls, http, operations }) {
    const fromServer = request.vantage.kind === "server";
    const says = errorSays(errorText, ...unreadyCauses);
    if (cluster === undefined) return { status: "waiting" };
    const view = cluster.state === "known" ? cluster.value : undefined;

    const evidence: Evidence[] = [];
    if (says === "certainly" && !fromServer) {
      evidence.push({ fact: "errorText", label: "Your error text", observed: errorTitle(errorText, ...unreadyCauses) });
    } else if (!fromServer && says === "no" && provesAnswer(errorText)) {
      return {
        status: "not-applicable",
        summary: "The control plane answered you, and did not say that it is not ready.",
      };
    } else if (fromServer || says === "possibly" || (view !== undefined && view.status !== "RUNNING")) {
      if (tls === undefined || http === undefined) return { status: "waiting" };
      const trusted = tls.state === "known" && tls.value.outcome === "trusted";
      if (trusted && fromServer && http.state === "unknown") {
        return {
          status: "unknown",
          summary: "TLS was set up, and the control plane gave this server no answer over it.",
          missing: [{ fact: "http", reason: http.reason, detail: http.detail }],
        };
      }
      const answers = trusted && http.state === "known" ? http.value.answers : [];
      if (answers.length === 0) {
        return {
          status: "not-applicable",
          summary: "The control plane's readiness could not be seen from this server.",
        };
      }
      const failing = answers.filter(({ status }) => unreadyStatuses.includes(status));
      const shown = failing.length > 0 ? failing : answers;
      evidence.push(
        ...shown.map(
          ({ path, status, message }): Evidence => ({
            fact: "http",
            label: `Answer to ${path}`,
            observed: `${status}: ${message}`,
          }),
        ),
      );
      if (failing.length === 0) return { status: "pass", summary: "The control plane answers this server.", evidence };
    }
    const [first, ...rest] = evidence;
    if (!first) return { status: "not-applicable", summary: "Nothing speaks of a control plane that is not ready." };

    if (operations === undefined) return { status: "waiting" };
    const running =
      operations.state === "known" ? operations.value.running.find(({ type }) => restarts.includes(type)) : undefined;
    const working: readonly Evidence[] = running
      ? [{ fact: "operations", label: running.type, observed: `${running.name}: ${running.status}` }]
      : [];
    const gone = view?.status === "STOPPING" || view?.status === "ERROR";
    const wait: readonly RemedyRef[] = gone ? [] : [{ id: "wait-for-cluster", params: {} }];
    const remedies: readonly RemedyRef[] = running
      ? [{ id: "wait-for-operation", params: { operation: running.name } }]
      : wait;
    const why = running ? ` ${running.type} is under way${view?.kind === "zonal" ? " on its only replica" : ""}.` : "";
    return {
      status: "fail",
      summary: `The control plane was reached and did not serve the request: ${ended(first.observed)}${why}`,
      evidence: [first, ...rest, ...working],
      remedies,
    };
  },
});

/** An answer as the end of a sentence: its first line, or of a list of checks the first that failed. */
function ended(text: string): string {
  const [first = "", ...rest] = text.trim().split("\n");
  const failed = [first, ...rest].find((part) => part.includes("[-]"));
  const status = /^\d{3}: /.exec(first)?.[0] ?? "";
  const line = failed === undefined || failed === first ? first : `${status}${failed}`;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
