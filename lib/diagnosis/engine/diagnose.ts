import type { Clock } from "@/lib/core/clock";
import type { Check } from "@/lib/diagnosis/checks/define-check";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { type Fact, known, unknown } from "@/lib/diagnosis/facts/fact";
import type { FactName, FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import type { Gathered, Gatherer } from "@/lib/diagnosis/gatherers/define-gatherer";
import { evaluate, namedFacts } from "./conclude";
import type { Conclusion, DiagnosisEvent } from "./event";
import { judge } from "./judge";
import type { Verdict } from "./verdict";

export type DiagnosisPlan = {
  /** Facts that are there before anything is gathered: the request and what the person gave. */
  readonly given: FactSnapshot;
  readonly gatherers: readonly Gatherer[];
  readonly checks: readonly Check[];
  readonly clock: Clock;
  /** Ends the diagnosis early: nobody listens any more. */
  readonly signal: AbortSignal;
};

/**
 * Gathers every fact as soon as what it builds on is there, judges every check the moment its facts are in,
 * and emits what is new. Resolves with the conclusion when all facts are known or unknown.
 */
export async function diagnose(plan: DiagnosisPlan, emit: (event: DiagnosisEvent) => void): Promise<Conclusion> {
  const facts: { [Name in FactName]?: Fact<FactValues[Name]> } = { ...plan.given };
  const findings = new Map<string, Finding>();
  const emitted = new Map<string, string>();
  const waiting = new Set(plan.gatherers);
  let verdict: { readonly verdict: Verdict; readonly provisional: boolean } | undefined;

  const settle = () => {
    for (const check of plan.checks) {
      if (findings.has(check.meta.id)) continue;
      const finding = evaluate(check, facts);
      if (finding) findings.set(check.meta.id, finding);
    }
    const judgement = judge([...findings.values()], plan.checks, facts);
    for (const finding of judgement.findings) {
      const text = JSON.stringify(finding);
      if (emitted.get(finding.check) === text) continue;
      emitted.set(finding.check, text);
      emit({ type: "finding", finding });
    }
    const next = judgement.verdict && { verdict: judgement.verdict, provisional: findings.size < plan.checks.length };
    if (next && JSON.stringify(next) !== JSON.stringify(verdict)) {
      verdict = next;
      emit({ type: "verdict", ...next });
    }
    return judgement;
  };

  const record = (name: FactName, fact: Fact<unknown>) => {
    Object.assign(facts, { [name]: fact });
    emit({ type: "fact", fact: { name, ...fact } });
  };

  const advance = async (): Promise<void> => {
    const started: Promise<void>[] = [];
    for (let progressed = true; progressed; ) {
      progressed = false;
      for (const gatherer of waiting) {
        const startedAt = plan.clock.monotonicMs();
        const preparation = gatherer.prepare(facts);
        if (!preparation) continue;
        waiting.delete(gatherer);
        if ("gather" in preparation) {
          started.push(
            withDeadline(gatherer, preparation.gather, plan.signal).then((gathered) => {
              record(gatherer.fact, toFact(gatherer, gathered, startedAt, plan.clock));
              return advance();
            }),
          );
        } else {
          record(gatherer.fact, toFact(gatherer, preparation, startedAt, plan.clock));
          progressed = true;
        }
      }
    }
    settle();
    await Promise.all(started);
  };

  for (const fact of namedFacts(facts)) emit({ type: "fact", fact });
  await advance();
  for (const gatherer of waiting) {
    const detail = `${gatherer.fact} builds on a fact that never came`;
    record(
      gatherer.fact,
      toFact(gatherer, { unknown: "needs-another-fact", detail }, plan.clock.monotonicMs(), plan.clock),
    );
  }
  const { findings: concluded, verdict: final } = settle();
  if (!final) throw new Error("Every fact is in and yet there is no verdict.");
  return { facts: namedFacts(facts), findings: concluded, verdict: final };
}

function toFact(gatherer: Gatherer, gathered: Gathered<FactName>, startedAt: number, clock: Clock): Fact<unknown> {
  const durationMs = Math.round(clock.monotonicMs() - startedAt);
  const provenance = { source: gatherer.source, observedAt: clock.now().toISOString(), durationMs };
  return "known" in gathered
    ? known(gathered.known, provenance)
    : unknown(gathered.unknown, gathered.detail, provenance);
}

/** The gathered fact, or unknown when the deadline passes first or the gatherer itself breaks. */
async function withDeadline<Name extends FactName>(
  gatherer: Gatherer<Name>,
  gather: (signal: AbortSignal) => Promise<Gathered<Name>>,
  outer: AbortSignal,
): Promise<Gathered<Name>> {
  const deadline = AbortSignal.timeout(gatherer.deadlineMs);
  const signal = AbortSignal.any([deadline, outer]);
  const expired = new Promise<Gathered<Name>>((resolve) => {
    const give = () => {
      const detail = deadline.aborted
        ? `${gatherer.source} gave no answer within ${(gatherer.deadlineMs / 1000).toFixed(1)} s`
        : "the diagnosis was cancelled";
      resolve({ unknown: deadline.aborted ? "timed-out" : "unavailable", detail });
    };
    if (signal.aborted) give();
    else signal.addEventListener("abort", give, { once: true });
  });
  const attempt = gather(signal).catch((error: unknown): Gathered<Name> => {
    const detail = error instanceof Error ? error.message : String(error);
    return { unknown: "unavailable", detail: `${gatherer.source}: ${detail}` };
  });
  return Promise.race([attempt, expired]);
}
