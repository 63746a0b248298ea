import { clockTime } from "@/lib/workload/facts/derive/clock-time";
import { accountName, shortEmail } from "@/lib/workload/facts/derive/identity";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import type { Finding } from "../checks/outcome";
import { factValue, proofIn } from "./facts-of";
import type { Verdict } from "./verdict";

type Words = Pick<Verdict, "state" | "headline" | "summary" | "why" | "next" | "certainty" | "bases" | "remedies">;

/**
 * The words for a chain on which nothing is missing: certain when a probe pod got the token and nothing speaks against
 * it, likely by configuration alone.
 *
 * @param advice failures that do not decide: they are told with the answer
 */
export function reachable(facts: WorkloadSnapshot, advice: readonly Finding[]): Words {
  const request = factValue(facts, "request");
  const cluster = factValue(facts, "cluster");
  const remark = advice.map(({ summary }) => ` ${summary}`).join("");
  const pods = request ? accountName(request) : "the service account";
  const wanted = request?.googleServiceAccount ?? null;
  if (cluster?.outcome === "tenant") return inComposer3(facts, remark);
  const headline =
    wanted === null ? `Pods of ${pods} act as their own principal` : `Pods of ${pods} act as ${shortEmail(wanted)}`;

  const waiting = advice.find(({ check }) => check === "binding-not-yet-effective");
  const standing = proofIn(facts);
  if (standing.kind === "proven") {
    const contradicted = advice.some(({ hop }) => hop === "binding" || hop === "metadata-server");
    return {
      state: "reachable",
      headline,
      summary: `A probe pod was ${standing.proof.email} and got a token at ${clockTime(standing.proof.at)}.${remark}`,
      why: contradicted
        ? "A probe pod got its token, and what was read says that the next one may not."
        : "A pod under this service account asked for its identity and its token, and got both.",
      next: contradicted ? "Mend what was read, or run another probe pod in an hour." : "Nothing has to be done.",
      certainty: contradicted ? "likely" : "certain",
      bases: ["configuration", "observed"],
      remedies: [],
    };
  }
  return {
    state: "reachable",
    headline,
    summary:
      wanted === null
        ? `Nothing turns ${pods} into another account${principalsRoles(facts)}.${remark}`
        : `${pods} is annotated with ${wanted}, whose policy lets it in.${remark}`,
    why: "Every link that can be read is in place. Whether a token is given, only a pod can show.",
    next: waiting ? waitFor(waiting) : "Prove it with a probe pod.",
    certainty: "likely",
    bases: ["configuration"],
    remedies: [...(waiting?.remedies ?? []), { id: "prove-with-a-pod", params: {} }],
  };
}

/** What is known of the direct principal's roles, as the end of a sentence. */
function principalsRoles(facts: WorkloadSnapshot): string {
  if (factValue(facts, "request")?.roles.length === 0)
    return "; whether its principal has the roles it needs was not asked";
  const roles = factValue(facts, "roles")?.roles ?? [];
  const all = roles.length > 0 && roles.every(({ granted }) => granted === "yes");
  return all ? "; the roles that you named are granted to its principal" : "";
}

function waitFor({ remedies }: Finding): string {
  const wait = remedies.find(({ id }) => id === "wait-for-propagation");
  return wait?.id === "wait-for-propagation"
    ? `Wait until ${clockTime(wait.params.until)}, then prove it with a probe pod.`
    : "Wait a few minutes, then prove it with a probe pod.";
}

function inComposer3(facts: WorkloadSnapshot, remark: string): Words {
  const environment = factValue(facts, "environment");
  const account = environment?.outcome === "found" ? environment.view.serviceAccount : "";
  return {
    state: "reachable",
    headline: "Composer 3 gives its pods their identity",
    summary: `Composer 3 runs pods in composer-user-workloads, in a cluster of Google's own, with the environment's access${account ? ` (${account})` : ""}.${remark}`,
    why: "Nothing has to be bound or annotated in Composer 3, by Google's documentation; nobody can look into its cluster.",
    next: "Give the environment's account the roles that its pods need.",
    certainty: "likely",
    bases: ["configuration"],
    remedies: [],
  };
}
