import type { Judgement } from "@/lib/engine/diagnose";
import { compareLinks, type Link } from "@/lib/workload/facts/links";
import type { WorkloadFactName, WorkloadSnapshot } from "@/lib/workload/facts/schema";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import type { Check } from "../checks/define-check";
import type { Finding } from "../checks/outcome";
import { attribute, primaryCause } from "./attribute";
import { confirmation } from "./confirmation";
import { factValue, proofIn } from "./facts-of";
import { nextStep, stepToDecide } from "./next-step";
import { reachable } from "./reachable";
import { remediesFor, remediesToDecide } from "./remedies";
import { stations } from "./stations";
import { unexplained } from "./unexplained";
import type { Verdict } from "./verdict";

/**
 * The verdict that the settled checks allow. A blocked verdict needs every check of its link and of the links before it to
 * be settled; the others need all checks.
 */
export function judge(
  findings: readonly Finding[],
  checks: readonly Check[],
  facts: WorkloadSnapshot,
): Judgement<WorkloadFactName, Link, WorkloadRemedyRef> {
  const attributed = attribute(findings, checks, facts);
  const settled = new Set(attributed.map(({ check }) => check));
  const pending = checks.filter(({ meta }) => !settled.has(meta.id));
  const primary = primaryCause(attributed, checks);

  if (primary) {
    const mayComeFirst = pending.some(({ meta }) => compareLinks(meta.hop, primary.hop) <= 0);
    const verdict = mayComeFirst ? undefined : blocked(primary, attributed, pending, facts);
    return { findings: attributed, verdict };
  }
  if (pending.length > 0) return { findings: attributed, verdict: undefined };
  return { findings: attributed, verdict: unblocked(attributed, facts) };
}

function blocked(
  primary: Finding,
  findings: readonly Finding[],
  pending: readonly Check[],
  facts: WorkloadSnapshot,
): Verdict {
  const remedies = remediesFor(primary, findings);
  return {
    state: "blocked",
    hop: primary.hop,
    cause: primary.check,
    headline: primary.title,
    summary: primary.summary,
    why: primary.why,
    next: nextStep(remedies[0], primary.check, primary.title),
    certainty: primary.certainty,
    bases: primary.bases,
    confirmation: confirmation(facts),
    remedies,
    path: stations(findings, pending, primary, facts),
  };
}

function unblocked(findings: readonly Finding[], facts: WorkloadSnapshot): Verdict {
  const common = {
    hop: null,
    cause: null,
    remedies: [],
    confirmation: confirmation(facts),
    path: stations(findings, [], undefined, facts),
  };
  const open = findings.filter(({ status }) => status === "unknown");
  // What another missing fact explains says less than that fact.
  const undecided =
    open.find(({ missing }) => missing.some(({ reason }) => reason !== "needs-another-fact")) ?? open[0];
  const waiting = findings.find(({ check, status }) => check === "binding-not-yet-effective" && status === "fail");
  if (undecided && waiting && open.every(({ check }) => check === "token-refused")) {
    return {
      ...common,
      state: "unknown",
      headline: "IAM has not spread the binding yet",
      summary: undecided.summary,
      why: waiting.why,
      next: nextStep(waiting.remedies[0], waiting.check),
      certainty: "likely",
      bases: waiting.bases,
      remedies: waiting.remedies,
    };
  }
  if (undecided) {
    return {
      ...common,
      state: "unknown",
      headline:
        undecided.hop === "roles"
          ? "Whether the identity has its roles is not known"
          : "Whether the pod gets its identity is not known",
      summary: undecided.summary,
      why: "The answer depends on something that could not be read, and Drawbridge does not guess.",
      next: stepToDecide(undecided),
      certainty: "likely",
      bases: [],
      remedies: remediesToDecide(undecided, facts),
    };
  }
  const advice = findings.filter(({ status }) => status === "fail");
  const explained = advice.some(
    ({ bases, check }) => bases.includes("error-text") || check === "binding-not-yet-effective",
  );
  const proven = proofIn(facts).kind === "proven";
  const puzzle = explained || (proven && isOfIdentity(facts)) ? undefined : unexplained(facts);
  if (puzzle) {
    const remedies = puzzle.next.startsWith("Run a probe pod")
      ? ([{ id: "prove-with-a-pod", params: {} }] as const)
      : [];
    return { ...common, ...puzzle, bases: ["error-text"], remedies };
  }
  return { ...common, ...reachable(facts, advice) };
}

/** True for texts that a token which was given since makes old. */
function isOfIdentity(facts: WorkloadSnapshot): boolean {
  const errorText = factValue(facts, "errorText");
  const [first] = errorText?.given ? errorText.causes : [];
  return (
    first === "token-denied" ||
    first === "google-service-account-unknown" ||
    first === "caller-is-workload-pool" ||
    first === "caller-is-node" ||
    first === "identity-pool-missing" ||
    first === "metadata-unreachable"
  );
}
