import type { Principal } from "@/lib/auth/authorise";
import type { Grant } from "@/lib/changes/grant";
import { cidrContains } from "@/lib/core/address";
import { formatClusterName } from "@/lib/core/cluster-name";
import { forbidden, refused } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { getReport } from "@/lib/services/get-report";
import { type Report, snapshotOf } from "@/lib/services/report";
import type { GrantView } from "@/lib/services/schema/access";
import { asPerson } from "./asker";
import { changed, findGrant } from "./find-grant";
import { viewOf } from "./get-grant";

/**
 * Takes a finished diagnosis as the proof that the grant's person gets through from the granted network. The stored
 * report is judged, nothing that the person says.
 *
 * @throws Problem 403 for another person's grant, 404, 422 with what the diagnosis does not show, 409 when the grant is
 * not active
 */
export async function verifyGrant(
  context: ServiceContext,
  principal: Principal,
  { id, diagnosis }: { readonly id: string; readonly diagnosis: string },
): Promise<GrantView> {
  const grant = await findGrant(context, id);
  if (grant.principal.id !== principal.id) throw forbidden("Only the grant's own person can show that it works.");
  const report = await getReport(context, diagnosis);
  const lack = whatIsMissing(report, grant);
  if (lack !== undefined) throw refused(lack);
  const { confirmation, headline } = report.verdict;
  const at = context.clock.now();
  const detail = confirmation ?? `${headline}.`;
  const proof = { by: asPerson(principal), at, how: "diagnosis", detail } as const;
  return viewOf(context, principal, changed(await context.store.grants.verify(id, proof)));
}

/** Why a report does not prove that a grant works, in a sentence; undefined when it does. */
export function whatIsMissing(report: Report, grant: Grant): string | undefined {
  const { caller, target } = snapshotOf(report);
  if (report.request.cluster !== formatClusterName(grant.cluster)) return "That diagnosis is about another cluster.";
  if (grant.activatedAt === null || new Date(report.createdAt) < grant.activatedAt) {
    return "That diagnosis was made before the grant was active: run it again.";
  }
  const { state, bases } = report.verdict;
  if (state !== "reachable") return "That diagnosis did not get through.";
  if (!bases.includes("observed")) {
    return "That diagnosis only read settings: nobody saw a connection get through. Use the terminal's command.";
  }
  if (target?.state !== "known" || target.value.kind === "dns") {
    return "That diagnosis went by the DNS endpoint, which no authorized network guards.";
  }
  if (caller?.state !== "known" || caller.value.source === "typed") {
    return "That diagnosis does not say which network it was made from.";
  }
  const { address } = caller.value;
  return cidrContains(grant.cidr, address)
    ? undefined
    : `That diagnosis was made from ${address}, and the grant is for ${grant.cidr}.`;
}
