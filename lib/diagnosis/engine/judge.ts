import { compareHops, type Hop } from "@/lib/core/hop";
import type { Check } from "@/lib/diagnosis/checks/define-check";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { provesConnection } from "@/lib/diagnosis/facts/derive/error-says";
import type { EndpointKind, FactName, FactSnapshot } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { Judgement } from "@/lib/engine/diagnose";
import { attribute, primaryCause } from "./attribute";
import { confirmation } from "./confirmation";
import { nextStep, stepToDecide } from "./next-step";
import { mayBeProvenOpen } from "./proof";
import { reachable } from "./reachable";
import { stations } from "./stations";
import { askAbout, unexplained } from "./unexplained";
import type { Verdict } from "./verdict";

/**
 * The verdict that the settled checks allow. A blocked verdict needs every check of the hops before it to be settled, and
 * no attempt under way that may prove the contrary; a reachable or an unknown one needs all checks.
 */
export function judge(
  findings: readonly Finding[],
  checks: readonly Check[],
  facts: FactSnapshot,
): Judgement<FactName, Hop, RemedyRef> {
  const attributed = attribute(findings, checks, facts);
  const settled = new Set(attributed.map(({ check }) => check));
  const pending = checks.filter(({ meta }) => !settled.has(meta.id));
  const primary = primaryCause(attributed, checks);

  if (primary) {
    const mayComeFirst = pending.some(({ meta }) => compareHops(meta.hop, primary.hop) < 0);
    const early = mayComeFirst || mayBeProvenOpen(primary.hop, facts);
    return { findings: attributed, verdict: early ? undefined : blocked(primary, attributed, pending, facts) };
  }
  if (pending.length > 0) return { findings: attributed, verdict: undefined };
  return { findings: attributed, verdict: unblocked(attributed, facts) };
}

function blocked(
  primary: Finding,
  findings: readonly Finding[],
  pending: readonly Check[],
  facts: FactSnapshot,
): Verdict {
  return {
    state: "blocked",
    hop: primary.hop,
    cause: primary.check,
    headline: primary.title,
    summary: primary.summary,
    why: primary.why,
    next: nextStep(primary.remedies[0]),
    certainty: primary.certainty,
    bases: primary.bases,
    confirmation: confirmation(facts),
    remedies: primary.remedies,
    path: stations(findings, pending, primary, facts),
  };
}

function unblocked(findings: readonly Finding[], facts: FactSnapshot): Verdict {
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
    open.find(({ missing }) => missing.every(({ reason }) => reason !== "needs-another-fact")) ?? open[0];
  if (undecided) {
    return {
      ...common,
      state: "unknown",
      headline: "Whether the control plane is reachable is not known",
      summary: undecided.summary,
      why: "The answer depends on something that could not be read, and Drawbridge does not guess.",
      next: askAboutConnection(facts) ?? stepToDecide(undecided, kindOfTarget(facts)),
      certainty: "likely",
      bases: [],
    };
  }
  // Advice that rests on the error text itself explains it.
  const explanation = findings.find(({ status, bases }) => status === "fail" && bases.includes("error-text"));
  const puzzle = explanation ? undefined : unexplained(facts);
  if (puzzle) return { ...common, ...puzzle, bases: ["error-text"] };
  return { ...common, ...reachable(facts, explanation) };
}

/** A text of a connection that came about is explained by what was given with it, whatever else is not known. */
function askAboutConnection({ errorText, kubeconfig }: FactSnapshot): string | undefined {
  const hasKubeconfig = kubeconfig?.state === "known" && kubeconfig.value.given;
  if (errorText?.state !== "known" || hasKubeconfig || !provesConnection(errorText.value)) return undefined;
  return askAbout(errorText.value);
}

function kindOfTarget({ target }: FactSnapshot): EndpointKind | undefined {
  return target?.state === "known" ? target.value.kind : undefined;
}
