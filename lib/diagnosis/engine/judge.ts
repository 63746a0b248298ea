import { compareHops } from "@/lib/core/hop";
import type { Check } from "@/lib/diagnosis/checks/define-check";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { endpointTitles } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { silentCauses } from "@/lib/diagnosis/facts/derive/error-says";
import type { FactSnapshot, Vantage } from "@/lib/diagnosis/facts/schema";
import { attribute, primaryCause } from "./attribute";
import { formatSeconds } from "./format-seconds";
import { nextStep, stepToDecide } from "./next-step";
import { mayBeProvenOpen } from "./proof";
import { stations } from "./stations";
import { unexplained } from "./unexplained";
import type { Verdict } from "./verdict";

export type Judgement = {
  readonly findings: readonly Finding[];
  /** Undefined while nothing can be said yet without risking to take it back. */
  readonly verdict: Verdict | undefined;
};

/**
 * The verdict that the settled checks allow. A blocked verdict needs every check of the hops before it to be settled, and
 * no attempt under way that may prove the contrary; a reachable or an unknown one needs all checks.
 */
export function judge(findings: readonly Finding[], checks: readonly Check[], facts: FactSnapshot): Judgement {
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

/** A verdict without a cause. */
const nothing = { hop: null, cause: null, remedies: [], confirmation: null } as const;

function unblocked(findings: readonly Finding[], facts: FactSnapshot): Verdict {
  const common = { ...nothing, confirmation: confirmation(facts), path: stations(findings, [], undefined, facts) };
  const undecided = findings.find(({ status }) => status === "unknown");
  if (undecided) {
    return {
      ...common,
      state: "unknown",
      headline: "Whether the control plane is reachable is not known",
      summary: undecided.summary,
      why: "The answer depends on something that could not be read, and Drawbridge does not guess.",
      next: stepToDecide(undecided, facts.target?.state === "known" ? facts.target.value.kind : undefined),
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

function reachable(
  facts: FactSnapshot,
  explanation: Finding | undefined,
): Omit<Verdict, "path" | keyof typeof nothing> {
  const { request, target, tcp } = facts;
  const vantage = request?.state === "known" ? request.value.vantage : undefined;
  const tried = vantage?.kind === "server" && tcp?.state === "known" && tcp.value.outcome === "connected";
  const endpoint = target?.state === "known" ? target.value : undefined;
  const open = endpoint
    ? `The way to the ${endpointTitles[endpoint.kind]} ${endpoint.host} is open.`
    : "The way is open.";
  return {
    state: "reachable",
    headline: tried
      ? "The control plane is reachable from this server"
      : `By configuration, the control plane lets ${guest(vantage)} in`,
    summary: explanation ? `${open} ${explanation.summary}` : open,
    why: tried
      ? "A connection from this server got through."
      : endpoint?.kind === "private"
        ? "Every setting lets this caller in. Whether your network is routed to the private endpoint cannot be seen from here."
        : "Every setting on the way lets this caller in.",
    next: explanation
      ? "Do again what was refused."
      : tried
        ? "Nothing has to be done."
        : "Try kubectl; if it fails, paste its whole output.",
    certainty: tried ? "certain" : "likely",
    bases: tried ? ["configuration", "observed"] : ["configuration"],
  };
}

function guest(vantage: Vantage | undefined): string {
  if (vantage?.kind === "server") return "this server";
  return vantage?.kind === "address" && vantage.address.length < 19 ? vantage.address : "you";
}

/** An attempt that was made, or a text of one that got no answer. */
function confirmation({ request, tcp, errorText }: FactSnapshot): string | null {
  const fromServer = request?.state === "known" && request.value.vantage.kind === "server";
  if (fromServer && tcp?.state === "known") {
    const { outcome, elapsedMs, detail } = tcp.value;
    const duration = formatSeconds(elapsedMs);
    switch (outcome) {
      case "connected":
        return `A connection attempt from this server succeeded in ${duration}.`;
      case "timed-out":
        return `A connection attempt from this server got no answer in ${duration}.`;
      case "refused":
        return `A connection attempt from this server was refused after ${duration}.`;
      default:
        return `A connection attempt from this server failed: ${sentence(detail || outcome)}`;
    }
  }
  const [cause] = errorText?.state === "known" && errorText.value.given ? errorText.value.causes : [];
  return cause && silentCauses.includes(cause.cause) ? `Your error text fits: ${sentence(cause.title)}` : null;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
