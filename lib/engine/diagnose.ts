import type { Clock } from "@/lib/core/clock";
import { type Check, evaluate } from "./define-check";
import type { Gathered, Gatherer } from "./define-gatherer";
import type { Conclusion, DiagnosisEvent } from "./event";
import { type Fact, known, unknown } from "./fact";
import type { Finding } from "./outcome";
import { type NameOf, namedFacts, type Snapshot } from "./snapshot";
import type { Verdict } from "./verdict";

export type Judgement<Name extends string, Hop extends string, Remedy> = {
  readonly findings: readonly Finding<Name, Hop, Remedy>[];
  /** Undefined while nothing can be said yet without risking to take it back. */
  readonly verdict: Verdict<Hop, Remedy> | undefined;
};

/** What the settled findings allow to be said. Pure. */
export type Judge<Values, Hop extends string, Remedy> = (
  findings: readonly Finding<NameOf<Values>, Hop, Remedy>[],
  checks: readonly Check<Values, Hop, Remedy>[],
  facts: Snapshot<Values>,
) => Judgement<NameOf<Values>, Hop, Remedy>;

/** A vocabulary of facts, how they are judged, and in which order reports show them. */
export type Subject<Values, Hop extends string, Remedy> = {
  readonly factNames: readonly NameOf<Values>[];
  readonly judge: Judge<Values, Hop, Remedy>;
};

export type DiagnosisPlan<Values, Hop extends string, Remedy> = {
  /** Facts that are there before anything is gathered: the request and what the person gave. */
  readonly given: Snapshot<Values>;
  readonly gatherers: readonly Gatherer<Values>[];
  readonly checks: readonly Check<Values, Hop, Remedy>[];
  readonly clock: Clock;
  /** Ends the diagnosis early: nobody listens any more. */
  readonly signal: AbortSignal;
};

type EventOf<Values, Hop extends string, Remedy> = DiagnosisEvent<
  NameOf<Values>,
  Finding<NameOf<Values>, Hop, Remedy>,
  Verdict<Hop, Remedy>
>;

type ConclusionOf<Values, Hop extends string, Remedy> = Conclusion<
  NameOf<Values>,
  Finding<NameOf<Values>, Hop, Remedy>,
  Verdict<Hop, Remedy>
>;

/**
 * Gathers every fact as soon as what it builds on is there, judges every check the moment its facts are in,
 * and emits what is new. Resolves with the conclusion when all facts are known or unknown.
 */
export async function diagnose<Values, Hop extends string, Remedy>(
  { factNames, judge }: Subject<Values, Hop, Remedy>,
  plan: DiagnosisPlan<Values, Hop, Remedy>,
  emit: (event: EventOf<Values, Hop, Remedy>) => void,
): Promise<ConclusionOf<Values, Hop, Remedy>> {
  type Name = NameOf<Values>;
  const facts: { [N in Name]?: Fact<Values[N]> } = { ...plan.given };
  const findings = new Map<string, Finding<Name, Hop, Remedy>>();
  const emitted = new Map<string, string>();
  const waiting = new Set(plan.gatherers);
  let verdict: { readonly verdict: Verdict<Hop, Remedy>; readonly provisional: boolean } | undefined;

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

  const record = (name: Name, fact: Fact<unknown>) => {
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
              record(gatherer.fact, toFact(gatherer.source, gathered, startedAt, plan.clock));
              return advance();
            }),
          );
        } else {
          record(gatherer.fact, toFact(gatherer.source, preparation, startedAt, plan.clock));
          progressed = true;
        }
      }
    }
    settle();
    await Promise.all(started);
  };

  for (const fact of namedFacts<Values>(facts, factNames)) emit({ type: "fact", fact });
  await advance();
  for (const { fact, source } of waiting) {
    const detail = `${fact} builds on a fact that never came`;
    record(fact, toFact(source, { unknown: "needs-another-fact", detail }, plan.clock.monotonicMs(), plan.clock));
  }
  const { findings: concluded, verdict: final } = settle();
  if (!final) throw new Error("Every fact is in and yet there is no verdict.");
  return { facts: namedFacts<Values>(facts, factNames), findings: concluded, verdict: final };
}

/**
 * The whole report that a complete set of facts gives: pure, so that stored facts can be judged again.
 *
 * @throws Error when a check still waits although every fact is there, or none can be judged: a defect of that check
 */
export function conclude<Values, Hop extends string, Remedy>(
  { factNames, judge }: Subject<Values, Hop, Remedy>,
  facts: Snapshot<Values>,
  checks: readonly Check<Values, Hop, Remedy>[],
): ConclusionOf<Values, Hop, Remedy> {
  const findings = checks.map((check) => {
    const finding = evaluate(check, facts);
    if (!finding) throw new Error(`The check ${check.meta.id} waits for a fact that will not come.`);
    return finding;
  });
  const judgement = judge(findings, checks, facts);
  if (!judgement.verdict) throw new Error("The checks are settled and yet there is no verdict.");
  return { facts: namedFacts(facts, factNames), findings: judgement.findings, verdict: judgement.verdict };
}

function toFact(source: string, gathered: Gathered<unknown>, startedAt: number, clock: Clock): Fact<unknown> {
  const durationMs = Math.round(clock.monotonicMs() - startedAt);
  const provenance = { source, observedAt: clock.now().toISOString(), durationMs };
  return "known" in gathered
    ? known(gathered.known, provenance)
    : unknown(gathered.unknown, gathered.detail, provenance);
}

/** The gathered fact, or unknown when the deadline passes first or the gatherer itself breaks. */
async function withDeadline(
  { source, deadlineMs }: { readonly source: string; readonly deadlineMs: number },
  gather: (signal: AbortSignal) => Promise<Gathered<unknown>>,
  outer: AbortSignal,
): Promise<Gathered<unknown>> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = AbortSignal.any([deadline, outer]);
  const expired = new Promise<Gathered<unknown>>((resolve) => {
    const give = () => {
      const detail = deadline.aborted
        ? `${source} gave no answer within ${(deadlineMs / 1000).toFixed(1)} s`
        : "the diagnosis was cancelled";
      resolve({ unknown: deadline.aborted ? "timed-out" : "unavailable", detail });
    };
    if (signal.aborted) give();
    else signal.addEventListener("abort", give, { once: true });
  });
  const attempt = gather(signal).catch((error: unknown): Gathered<unknown> => {
    const detail = error instanceof Error ? error.message : String(error);
    return { unknown: "unavailable", detail: `${source}: ${detail}` };
  });
  return Promise.race([attempt, expired]);
}
