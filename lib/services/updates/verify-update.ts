import type { Principal } from "@/lib/auth/authorise";
import type { Update } from "@/lib/changes/updates/update";
import { formatClusterName } from "@/lib/core/cluster-name";
import { conflict, forbidden, notFound, refused } from "@/lib/core/problem";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";
import type { UpdateRemedyId } from "@/lib/diagnosis/remedies/cluster-update/update-remedy";
import { changeView, findChange } from "@/lib/services/changes/get-change";
import type { ServiceContext } from "@/lib/services/context";
import { getReport } from "@/lib/services/get-report";
import { asPerson } from "@/lib/services/grants/asker";
import { type Report, snapshotOf } from "@/lib/services/report";
import type { ChangeView } from "@/lib/services/schema/access";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";

/**
 * Takes a finished diagnosis as the proof that an applied update helped: after it, somebody was seen to get through by
 * the endpoint that it opened. The stored report is judged, nothing that the person says.
 *
 * @throws Problem 403 for another person's change, 404, 409 when it is not applied, 422 with what the diagnosis does not
 * show, or for a grant, which is verified as a grant
 */
export async function verifyUpdate(
  context: ServiceContext,
  principal: Principal,
  { id, diagnosis }: { readonly id: string; readonly diagnosis: string },
): Promise<ChangeView> {
  const found = await findChange(context, id);
  if ("grant" in found) throw refused("This change is a grant: verify the grant.");
  const { update } = found;
  if (update.principal.id !== principal.id) throw forbidden("Only the change's own person can show that it works.");
  const report = await getReport(context, diagnosis);
  const lack = whatIsMissing(report, update);
  if (lack !== undefined) throw refused(lack);
  const { confirmation, headline } = report.verdict;
  const proof = { at: context.clock.now(), how: "diagnosis", detail: confirmation ?? `${headline}.` } as const;
  const answer = await context.store.updates.verify(id, { ...proof, by: asPerson(principal) });
  if (answer.kind === "not-found") throw notFound("There is no such change.");
  if (answer.kind === "refused") throw conflict(answer.why);
  return changeView(context, principal, { update: answer.update });
}

/** Why a report does not prove that an update helped, in a sentence; undefined when it does. */
export function whatIsMissing(report: Report, update: Update): string | undefined {
  const { remedy } = update;
  if (remedy.id === "undo") return "An undo closes a way in: no diagnosis shows that it helped.";
  if (isWorkloadRepair(remedy)) return "Only a pod shows that this helped: run a probe pod.";
  if (report.request.cluster !== formatClusterName(update.cluster)) return "That diagnosis is about another cluster.";
  if (update.closedAt === null || new Date(report.createdAt) < update.closedAt) {
    return "That diagnosis was made before the change was applied: run it again.";
  }
  const { state, bases } = report.verdict;
  if (state !== "reachable") return "That diagnosis did not get through.";
  if (!bases.includes("observed")) {
    return "That diagnosis only read settings: nobody saw a connection get through.";
  }
  const { target } = snapshotOf(report);
  const kinds = endpointsOf(remedy.id);
  if (target?.state !== "known" || !kinds.includes(target.value.kind)) {
    return `That diagnosis did not go by the ${kinds.join(" or ")} endpoint, which this change is about.`;
  }
  return undefined;
}

function endpointsOf(remedy: UpdateRemedyId): readonly EndpointKind[] {
  switch (remedy) {
    case "open-dns-endpoint":
      return ["dns"];
    case "enable-global-access":
      return ["private"];
    case "enable-public-endpoint":
    case "allow-google-cloud":
      return ["public"];
    default:
      return ["public", "private"];
  }
}
