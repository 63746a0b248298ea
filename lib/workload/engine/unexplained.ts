import { callerInText, errorCauseTitles } from "@/lib/workload/facts/derive/error-says";
import type { WorkloadErrorCause } from "@/lib/workload/facts/error/causes";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import { factValue } from "./facts-of";
import { askTask } from "./next-step";
import type { Verdict } from "./verdict";

type Words = Pick<Verdict, "state" | "certainty" | "headline" | "summary" | "why" | "next">;

/** Texts of something that a pod's identity has no part in, and what to do about it. */
const otherTrouble: Readonly<Partial<Record<WorkloadErrorCause, string>>> = {
  "image-pull-failed":
    "Give the nodes' account roles/artifactregistry.reader, and see that private nodes reach the registry.",
  "pod-start-timeout": "Raise startup_timeout_seconds to 600: a new node takes minutes, and so does a big image.",
  "pod-unschedulable": "Look at the pod's resources, selector and tolerations, and at the quota of the nodes.",
  "secret-missing": "Create what is missing in the pod's own namespace.",
  "container-failed": "Read the container's log; exit code 137 means that it was out of memory.",
};

/** What follows from an error text that no finding accounts for; undefined where there is none, or where it is no matter. */
export function unexplained(facts: WorkloadSnapshot): Words | undefined {
  const errorText = factValue(facts, "errorText");
  if (!errorText?.given) return undefined;
  const [first = "unknown"] = errorText.causes;
  const title = errorCauseTitles[first];
  const next = otherTrouble[first];
  const unsure = { state: "unknown", certainty: "likely" } as const;
  if (next !== undefined) {
    return {
      ...unsure,
      headline: "Your error is not about the identity",
      summary: `Every link is in place as far as it can be read. Your error text says: ${title}.`,
      why: "What fails there comes before the pod asks for its identity, or has nothing to do with it.",
      next,
    };
  }
  const request = factValue(facts, "request");
  const caller = request && callerInText(errorText, request, factValue(facts, "cluster"));
  const name = caller && caller.whose !== "wanted" ? ` It names ${caller.name}.` : "";
  return {
    ...unsure,
    headline: "Nothing that was checked explains this error",
    summary: `Every link is in place as far as it can be read. Your error text says: ${title}.${name}`,
    why: "It may be older than what was read, or of a pod under another service account, or about something else.",
    next: nextFor(first, factValue(facts, "cluster")?.outcome === "tenant"),
  };
}

function nextFor(cause: WorkloadErrorCause, isHidden: boolean): string {
  switch (cause) {
    case "control-plane-timeout":
    case "composer-run-timeout":
      return "Diagnose the way to the cluster's control plane.";
    case "unknown":
      return "Paste the whole output, with the line that holds the status or the exception.";
    case "unauthorized":
      return "See whether the login ran out during a long task: newer versions of the provider renew it.";
    case "pods-create-forbidden":
    case "caller-is-anonymous":
    case "no-kubeconfig":
      return "Paste the DAG: the operator's arguments tell which cluster and login it uses.";
    default:
      return isHidden ? askTask : "Run a probe pod: it shows what is true now.";
  }
}
