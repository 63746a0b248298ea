import type { Fact } from "@/lib/engine/fact";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import { whose } from "./identity";
import { impersonationMember } from "./member";

export type Proof = NonNullable<WorkloadFactValues["proof"]["proof"]>;

/** How the newest probe pod stands to what was asked. */
export type ProofStanding =
  | { readonly kind: "none" }
  /** Too old to speak of what is now, or from before a binding that Drawbridge made. */
  | { readonly kind: "outdated"; readonly proof: Proof; readonly why: string }
  /** The right identity, and a token. */
  | { readonly kind: "proven"; readonly proof: Proof }
  /** The right identity, and no token: refused by IAM (403), unknown to it (404), or neither. */
  | { readonly kind: "refused"; readonly proof: Proof }
  | { readonly kind: "node" | "pool" | "other"; readonly proof: Proof }
  /** The metadata server named no identity. */
  | { readonly kind: "silent"; readonly proof: Proof };

/** Tokens are kept for about an hour: an older proof says nothing of now. In milliseconds. */
const freshMs = 60 * 60 * 1_000;

type Request = WorkloadFactValues["request"];
type Cluster = WorkloadFactValues["cluster"];
type Bindings = WorkloadFactValues["recentBindings"]["bindings"];

/** The age is counted to the time at which the fact was read. A proof that could not be read is as good as none. */
export function proofStanding(
  fact: Fact<WorkloadFactValues["proof"]> | undefined,
  request: Request,
  cluster: Cluster | undefined,
  recent: Bindings,
): ProofStanding {
  if (fact?.state !== "known" || fact.value.proof === null) return { kind: "none" };
  const { proof } = fact.value;
  if (Date.parse(fact.provenance.observedAt) - Date.parse(proof.at) > freshMs) {
    return { kind: "outdated", proof, why: "it ran more than an hour ago" };
  }
  if (proof.email === null) return { kind: "silent", proof };
  const identity = whose(proof.email, request, cluster);
  if (identity !== "wanted") return { kind: identity, proof };
  const since = recent.filter(({ at }) => Date.parse(at) >= Date.parse(proof.at));
  if (since.some(({ removed }) => removed)) {
    return { kind: "outdated", proof, why: "it ran before the binding was taken away" };
  }
  if (proof.tokenStatus === 200) return { kind: "proven", proof };
  if (since.length > 0) {
    return { kind: "outdated", proof, why: "it ran before the binding was changed" };
  }
  return { kind: "refused", proof };
}

/** Changes that Drawbridge made to bindings of exactly what was asked, in the last seven minutes. */
export function ownRecentBindings(
  fact: Fact<WorkloadFactValues["recentBindings"]> | undefined,
  request: Request,
  pool: string,
): Bindings {
  if (fact?.state !== "known") return [];
  const member = impersonationMember(pool, request.namespace, request.serviceAccount);
  return fact.value.bindings.filter(
    (binding) => binding.member === member && binding.googleServiceAccount === request.googleServiceAccount,
  );
}

/** When Drawbridge added the binding (RFC 3339), unless it has taken it away since. */
export function addedAt(recent: Bindings): string | undefined {
  const last = recent.toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at)).at(-1);
  return last?.removed ? undefined : last?.at;
}

/** Access changes take 2 minutes as a rule, and up to 7. In milliseconds. */
const propagationMs = 7 * 60 * 1_000;

/**
 * Whether what a probe pod was refused may hold still, although nothing that was read explains it: until IAM has followed
 * whatever was mended since, it refuses as before. Later the refusal may be older than a mend by hand. The age is counted to
 * the time at which the fact was read.
 */
export function mayHoldStill(fact: Fact<WorkloadFactValues["proof"]> | undefined, { at }: Proof): boolean {
  return fact !== undefined && Date.parse(fact.provenance.observedAt) - Date.parse(at) <= propagationMs;
}

/** RFC 3339 of the moment by which IAM has spread a change of that time; undefined for a time that cannot be read. */
export function effectiveBy(at: string): string | undefined {
  const time = Date.parse(at);
  return Number.isNaN(time) ? undefined : new Date(time + propagationMs).toISOString();
}
