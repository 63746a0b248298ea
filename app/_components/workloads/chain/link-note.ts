import type { WorkloadFact } from "@/app/_client/workload-wire";
import type { Station } from "@/lib/engine/verdict";
import type { Link } from "@/lib/workload/facts/links";
import type { WorkloadFactName, WorkloadFactValues } from "@/lib/workload/facts/schema";

const notApplicable: Partial<Readonly<Record<Link, string>>> = { roles: "not asked", token: "not tried" };

/** The few characters under a link's title: its state in a word or, where it holds, the value that it holds with. */
export function linkNote({ hop, state }: Station<Link>, facts: readonly WorkloadFact[]): string {
  switch (state) {
    case "broken":
      return "broken here";
    case "not-reached":
      return "not reached";
    case "unknown":
      return "not known";
    case "pending":
      return "checking…";
    case "not-applicable":
      return notApplicable[hop] ?? "not needed";
    default:
      return valueAt(hop, facts) ?? "holds";
  }
}

function valueAt(link: Link, facts: readonly WorkloadFact[]): string | undefined {
  const request = workloadFact(facts, "request");
  switch (link) {
    case "environment": {
      const environment = workloadFact(facts, "environment");
      return environment?.outcome === "found" && environment.view.generation
        ? `Composer ${environment.view.generation}`
        : undefined;
    }
    case "workload-pool": {
      const cluster = workloadFact(facts, "cluster");
      return cluster?.outcome === "found" && cluster.view.workloadPool ? "on" : undefined;
    }
    case "metadata-server":
      return "GKE’s";
    case "namespace":
      return request?.namespace;
    case "service-account":
      return request?.serviceAccount;
    case "google-service-account":
      return request?.googleServiceAccount?.split("@")[0];
    case "roles":
      return request && request.roles.length > 0 ? `${request.roles.length} granted` : undefined;
    case "token":
      return workloadFact(facts, "proof")?.proof ? "seen" : undefined;
    default:
      return undefined;
  }
}

/** The value of a fact that is known. */
export function workloadFact<Name extends WorkloadFactName>(
  facts: readonly WorkloadFact[],
  name: Name,
): WorkloadFactValues[Name] | undefined {
  const fact = facts.find((candidate) => candidate.name === name);
  return fact?.state === "known" ? (fact.value as WorkloadFactValues[Name]) : undefined;
}
