import { compareHops, hops, hopTitles } from "@/lib/core/hop";
import { remedyTitles } from "@/lib/core/remedy-id";
import type { Check } from "@/lib/diagnosis/checks/define-check";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { endpointTitles } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { silentCauses } from "@/lib/diagnosis/facts/derive/error-says";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import { attribute, primaryCause } from "./attribute";
import type { Station, Verdict } from "./verdict";

export type Judgement = {
  readonly findings: readonly Finding[];
  /** Undefined while nothing can be said yet without risking to take it back. */
  readonly verdict: Verdict | undefined;
};

/**
 * The verdict that the settled checks allow. A blocked verdict needs every check of the hops before it to be settled;
 * a reachable or an unknown one needs all of them.
 */
export function judge(findings: readonly Finding[], checks: readonly Check[], facts: FactSnapshot): Judgement {
  const attributed = attribute(findings, checks, facts);
  const settled = new Set(attributed.map(({ check }) => check));
  const pending = checks.filter(({ meta }) => !settled.has(meta.id));
  const primary = primaryCause(attributed, checks);

  if (primary) {
    const mayComeFirst = pending.some(({ meta }) => compareHops(meta.hop, primary.hop) < 0);
    return { findings: attributed, verdict: mayComeFirst ? undefined : blocked(primary, attributed, pending, facts) };
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
  const [remedy] = primary.remedies;
  return {
    state: "blocked",
    hop: primary.hop,
    cause: primary.check,
    headline: primary.title,
    summary: primary.summary,
    why: primary.why,
    next: remedy ? `${remedyTitles[remedy.id]}.` : "See the evidence: Drawbridge knows no safe remedy for this.",
    certainty: primary.certainty,
    bases: primary.bases,
    confirmation: confirmation(facts),
    remedies: primary.remedies,
    path: path(findings, pending, primary),
  };
}

function unblocked(findings: readonly Finding[], facts: FactSnapshot): Verdict {
  const undecided = findings.filter(({ status }) => status === "unknown");
  const common = {
    hop: null,
    cause: null,
    remedies: [],
    confirmation: confirmation(facts),
    path: path(findings, [], undefined),
  };
  const target = facts.target?.state === "known" ? facts.target.value : undefined;
  const error = facts.errorText?.state === "known" && facts.errorText.value.given ? facts.errorText.value : undefined;

  const [first] = undecided;
  if (first) {
    return {
      ...common,
      state: "unknown",
      headline: "It could not be decided whether the control plane is reachable",
      summary: first.summary,
      why: "Something that the answer depends on could not be read. Drawbridge does not guess.",
      next: undecidedStep(first),
      certainty: "likely",
      bases: [],
    };
  }
  if (error && !error.causes.some(({ cause }) => ["ok", "slow-ok", "client-usage"].includes(cause))) {
    return {
      ...common,
      state: "unknown",
      headline: "Nothing that was checked explains this error",
      summary: `The configuration lets you in, and yet the error says: ${error.causes[0]?.title ?? "not recognised"}.`,
      why: "The error may come from another machine, another time, or something that Drawbridge cannot see from here.",
      next: error.causes[0]?.decidedBy ?? "Run the command again and paste the whole output.",
      certainty: "likely",
      bases: ["error-text"],
    };
  }
  const seen = findings.some(({ status, bases }) => status === "pass" && bases.includes("observed"));
  const fromServer = facts.request?.state === "known" && facts.request.value.vantage.kind === "server";
  return {
    ...common,
    state: "reachable",
    headline: "The control plane is reachable from here",
    summary: target ? `The path to the ${endpointTitles[target.kind]} ${target.host} is open.` : "Every hop is open.",
    why:
      fromServer && seen
        ? "A connection from this server got an answer."
        : "Every setting on the path lets this caller in.",
    next: "Nothing to do. If kubectl still fails, paste its output.",
    certainty: fromServer && seen ? "certain" : "likely",
    bases: fromServer && seen ? ["configuration", "observed"] : ["configuration"],
  };
}

function undecidedStep(finding: Finding): string {
  const [missing] = finding.missing;
  switch (missing?.reason) {
    case "permission-denied":
      return `Give Drawbridge what is missing (${missing.detail}), then run again.`;
    case "unauthenticated":
      return "Renew Drawbridge's Google credentials, then run again.";
    case "rate-limited":
    case "timed-out":
    case "unavailable":
      return "Run again in a moment.";
    default:
      return "Add what is missing, then run again.";
  }
}

function confirmation(facts: FactSnapshot): string | null {
  const { request, tcp, errorText } = facts;
  const fromServer = request?.state === "known" && request.value.vantage.kind === "server";
  if (fromServer && tcp?.state === "known") {
    const seconds = (tcp.value.elapsedMs / 1000).toFixed(1);
    switch (tcp.value.outcome) {
      case "connected":
        return `A connection attempt from this server succeeded in ${seconds} s.`;
      case "timed-out":
        return `A connection attempt from this server got no answer in ${seconds} s.`;
      case "refused":
        return `A connection attempt from this server was refused after ${seconds} s.`;
      default:
        return `A connection attempt from this server failed: ${tcp.value.detail}`;
    }
  }
  const [cause] = errorText?.state === "known" && errorText.value.given ? errorText.value.causes : [];
  return cause && silentCauses.includes(cause.cause) ? `Your error text agrees: ${cause.title}.` : null;
}

function path(
  findings: readonly Finding[],
  pending: readonly Check[],
  primary: Finding | undefined,
): readonly Station[] {
  return hops.map((hop) => {
    const here = findings.filter((finding) => finding.hop === hop);
    const title = hopTitles[hop];
    if (primary?.hop === hop) return { hop, title, state: "broken", detail: primary.title };
    if (primary && compareHops(hop, primary.hop) > 0)
      return { hop, title, state: "not-reached", detail: "not reached" };
    const unknown = here.find(({ status }) => status === "unknown");
    if (unknown) return { hop, title, state: "unknown", detail: unknown.summary };
    if (pending.some(({ meta }) => meta.hop === hop)) return { hop, title, state: "pending", detail: "" };
    const passed = here.find(({ status }) => status === "pass");
    return passed
      ? { hop, title, state: "passed", detail: passed.summary }
      : { hop, title, state: "not-applicable", detail: here[0]?.summary ?? "" };
  });
}
