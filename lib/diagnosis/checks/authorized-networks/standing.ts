import { cidrContains } from "@/lib/core/address";
import type { CheckOutcome, Evidence } from "@/lib/diagnosis/checks/outcome";
import { authorizedNetworksField, describeEntries } from "@/lib/diagnosis/facts/derive/admission";
import { admits } from "@/lib/diagnosis/facts/derive/admits";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { Fact } from "@/lib/engine/fact";

type Needed = Pick<FactValues, "cluster" | "target">;
type Wanted = {
  readonly caller: Fact<FactValues["caller"]> | undefined;
  readonly googleRange: Fact<FactValues["googleRange"]> | undefined;
};
type Settled = Extract<CheckOutcome, { status: "not-applicable" | "waiting" }>;

/**
 * The caller whom the list keeps out of the public endpoint, so that a refinement of `caller-not-authorized` has to say
 * why; otherwise what the refinement concludes at once. Where it stays unknown whether the list lets the caller in,
 * `caller-not-authorized` is the check that says so.
 */
export function unlistedCaller(
  { cluster, target }: Needed,
  { caller, googleRange }: Wanted,
): { readonly caller: FactValues["caller"] } | Settled {
  const unguarded = withoutPublicList({ cluster, target });
  if (unguarded) return unguarded;
  const letIn = admits(cluster, "public", caller, googleRange);
  if (letIn === "waiting" || caller === undefined) return { status: "waiting" };
  if (letIn === "yes") return notApplicable("The authorized networks let you in.");
  if (letIn !== "no" || caller.state === "unknown") {
    return notApplicable("It is not known whether the authorized networks let you in.");
  }
  return { caller: caller.value };
}

/** Why the list does not guard this connection's way; undefined when it does: to a public endpoint that is on. */
export function withoutPublicList({ cluster, target }: Needed) {
  if (target.kind === "dns") return notApplicable("The DNS endpoint does not use authorized networks.");
  if (target.kind === "private") return notApplicable("The private endpoint is judged by itself.");
  if (!cluster.endpoints.public.enabled) return notApplicable("The public endpoint is off.");
  if (!cluster.authorizedNetworks.enabled)
    return notApplicable("Authorized networks are off: every address is let in.");
  return undefined;
}

function notApplicable(summary: string) {
  return { status: "not-applicable", summary } as const;
}

/** The caller's address as evidence. */
export function callerEvidence({ address }: FactValues["caller"]): Evidence {
  return { fact: "caller", label: "Your address", observed: address };
}

/** The whole list as evidence. */
export function listEvidence({ authorizedNetworks }: FactValues["cluster"]): Evidence {
  return {
    fact: "cluster",
    label: "Authorized networks",
    observed: describeEntries(authorizedNetworks.entries, 100),
    field: `${authorizedNetworksField}.cidrBlocks`,
  };
}

/** True when both IPv4 addresses are in the same block of this prefix length. */
export function sameBlock(left: string, right: string, length: number): boolean {
  return cidrContains(`${left}/${length}`, right);
}
