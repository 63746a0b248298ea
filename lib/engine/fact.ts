/** Why a fact could not be observed. Each names something a person can act on. */
export const unknownReasons = [
  "permission-denied",
  "unauthenticated",
  "timed-out",
  "unavailable",
  "rate-limited",
  "invalid-answer",
  "not-observable",
  "needs-another-fact",
] as const;

export type UnknownReason = (typeof unknownReasons)[number];

/** Where a fact comes from: the API or method asked, when the answer arrived (RFC 3339), and how long it took. */
export type Provenance = { readonly source: string; readonly observedAt: string; readonly durationMs: number };

export type KnownFact<Value> = { readonly state: "known"; readonly value: Value; readonly provenance: Provenance };

export type UnknownFact = {
  readonly state: "unknown";
  readonly reason: UnknownReason;
  /** What is missing, in words a person can act on: the permission, the time-out, the API's message. No full stop. */
  readonly detail: string;
  readonly provenance: Provenance;
};

/** One observation, gathered once per diagnosis. */
export type Fact<Value> = KnownFact<Value> | UnknownFact;

export function known<Value>(value: Value, provenance: Provenance): KnownFact<Value> {
  return { state: "known", value, provenance };
}

/** Some of what APIs say ends with a full stop: the sentences that `detail` becomes a part of have their own. */
export function unknown(reason: UnknownReason, detail: string, provenance: Provenance): UnknownFact {
  return { state: "unknown", reason, detail: withoutFullStop(detail), provenance };
}

export function withoutFullStop(text: string): string {
  return text.replace(/(?<!\.)\.\s*$/, "");
}
