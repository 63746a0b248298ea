import { cidrContains } from "@/lib/core/address";
import type { CheckOutcome, Evidence } from "@/lib/diagnosis/checks/outcome";
import { admittingEntry, authorizedNetworksField, describeEntries } from "@/lib/diagnosis/facts/derive/admission";
import type { Fact } from "@/lib/diagnosis/facts/fact";
import type { FactValues } from "@/lib/diagnosis/facts/schema";

type Needed = Pick<FactValues, "cluster" | "target" | "caller">;
type GoogleRange = Fact<FactValues["googleRange"]> | undefined;

/**
 * What a refinement of `caller-not-authorized` concludes at once because the list does not keep this caller out of the
 * public endpoint; undefined when it does, so that the check has to say why. Google's ranges are waited for only when
 * they may let the caller in; where they stay unknown, `caller-not-authorized` is the check that says so.
 */
export function unlessUnlisted(
  { cluster, target, caller }: Needed,
  googleRange: GoogleRange,
): Extract<CheckOutcome, { status: "not-applicable" | "waiting" }> | undefined {
  const networks = cluster.authorizedNetworks;
  if (target.kind === "dns") return notApplicable("The DNS endpoint does not use authorized networks.");
  if (target.kind === "private") return notApplicable("The private endpoint is judged by itself.");
  if (!networks.enabled) return notApplicable("Authorized networks are off: every address is let in.");
  if (caller.family === "ipv6") return notApplicable("An IPv6 address is never in the list; see the address family.");

  const entry = admittingEntry(networks, caller.address);
  if (entry) return notApplicable(`${caller.address} is let in by ${describeEntries([entry])}.`);
  if (!(networks.googleCloudAccess ?? !cluster.privateNodes)) return undefined;

  if (googleRange === undefined) return { status: "waiting" };
  if (googleRange.state === "unknown") {
    return notApplicable("It could not be read whether your address is one of Google Cloud's, which may be let in.");
  }
  return googleRange.value.member ? notApplicable(`${caller.address} belongs to Google Cloud.`) : undefined;
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
