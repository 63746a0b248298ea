import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import type { Operation } from "@/lib/diagnosis/facts/schema";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/**
 * Catalogue item 35. GKE refused the person's update because another operation holds the cluster. A running operation
 * alone keeps nobody out, so without such an error it is only a note, and looked for only while the cluster says
 * `RECONCILING`.
 */
export const operationRunning = defineCheck({
  meta: {
    id: "operation-running",
    hop: "authorized-networks",
    title: "No running operation refused your update",
    failureTitle: "GKE refused your update: an operation is running",
    why: "GKE changes a cluster one operation at a time and refuses an update of the list meanwhile.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/troubleshooting",
    dependsOn: ["wrong-context"],
  },
  needs: ["cluster", "errorText"],
  wants: ["operations"],

  run({ cluster, errorText }, { operations }) {
    const says = errorSays(errorText, "gcloud-operation-running");
    const status: Evidence = { fact: "cluster", label: "Cluster status", observed: cluster.status, field: "status" };
    if (says === "no" && cluster.status !== "RECONCILING") {
      return { status: "not-applicable", summary: "No update of yours was refused for a running operation." };
    }
    if (operations === undefined) return { status: "waiting" };
    if (operations.state === "unknown") {
      if (says !== "certainly") {
        return { status: "not-applicable", summary: `Running operations could not be read: ${operations.detail}.` };
      }
      return {
        status: "unknown",
        summary: "An operation refused your update, and it could not be read whether it still runs.",
        missing: [{ fact: "operations", reason: operations.reason, detail: operations.detail }],
      };
    }

    const { running } = operations.value;
    const named = errorText.given ? errorText.details.operation : undefined;
    const operation = running.find(({ name }) => name === named) ?? running.find(blocksUpdates);
    if (says === "no") {
      return operation
        ? {
            status: "pass",
            summary: `${describe(operation)} is running. It lets connections through, but an update of the list may be refused.`,
            evidence: [operationEvidence(operation), status],
          }
        : { status: "not-applicable", summary: "No update of yours was refused for a running operation." };
    }

    const error: Evidence = {
      fact: "errorText",
      label: "Your error text",
      observed: errorTitle(errorText, "gcloud-operation-running"),
    };
    if (operation) {
      return {
        status: "fail",
        summary: `${describe(operation)} holds the cluster${since(operation)}: your update was refused and has to wait.`,
        evidence: [error, operationEvidence(operation)],
        remedies: [{ id: "wait-for-operation", params: { operation: operation.name } }],
        ...(says === "certainly" ? {} : { certainty: "likely" as const }),
      };
    }
    if (says === "possibly") {
      return { status: "not-applicable", summary: "No operation is running that would refuse an update." };
    }
    return {
      status: "fail",
      severity: "advisory",
      title: "The operation that refused your update has ended",
      summary: `Your update was refused for an operation${named ? ` (${named})` : ""} that has ended: send it again.`,
      evidence: [error, { fact: "operations", label: "Running operations", observed: "none" }],
      remedies: [],
    };
  },
});

/** Domain facts 2.8: these two kinds may run beside an update. */
function blocksUpdates({ type }: Operation): boolean {
  return type !== "SET_NODE_POOL_MANAGEMENT" && type !== "AUTO_REPAIR_NODES";
}

function describe({ name, type }: Operation): string {
  return `${type} (${name})`;
}

function since({ startTime }: Operation): string {
  return startTime ? ` since ${startTime.slice(0, 16).replace("T", " ")} UTC` : "";
}

function operationEvidence(operation: Operation): Evidence {
  const { type, status, startTime } = operation;
  return {
    fact: "operations",
    label: "Running operation",
    observed: [operation.name, type, status, startTime].filter(Boolean).join(", "),
    field: "operations[].status",
  };
}
