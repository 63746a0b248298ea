import { createHash } from "node:crypto";
import type { z } from "zod";
import { refused } from "@/lib/core/problem";
import { proposePlan as propose } from "@/lib/diagnosis/remedies";
import type { PlanDraft } from "@/lib/diagnosis/remedies/plan";
import type { ServiceContext } from "./context";
import { getReport } from "./get-report";
import { type Report, snapshotOf } from "./report";
import type { planRequest } from "./schema/request";

/** A plan as it is shown: data with an id, made on the facts of one diagnosis. */
export type Plan = PlanDraft & {
  readonly id: string;
  /** SHA-256 over the diagnosis, the remedy and everything the plan would do; the same facts give the same one. */
  readonly fingerprint: string;
  /** RFC 3339. After this the facts are too old to act on. */
  readonly expiresAt: string;
};

const validMs = 15 * 60_000;

/**
 * The exact plan of a remedy that the diagnosis offered. Only what it offered, with the parameters it offered.
 *
 * @throws Problem 404 for an unknown diagnosis, 422 when the remedy was not offered or cannot help
 */
export async function proposePlan(context: ServiceContext, request: z.infer<typeof planRequest>): Promise<Plan> {
  const report = await getReport(context, request.diagnosis);
  const offered = offeredRemedies(report).find(
    ({ id, params }) => id === request.remedy.id && canonical(params) === canonical(request.remedy.params),
  );
  if (!offered) throw refused(`This diagnosis does not offer the remedy ${request.remedy.id} with these parameters.`);

  const draft = propose(snapshotOf(report), offered);
  if ("refused" in draft) throw refused(draft.refused);
  const fingerprint = createHash("sha256")
    .update(canonical({ diagnosis: report.id, offered, draft }))
    .digest("hex");
  const expiresAt = new Date(context.clock.now().getTime() + validMs).toISOString();
  return { ...draft, id: fingerprint.slice(0, 32), fingerprint, expiresAt };
}

function offeredRemedies({ findings, verdict }: Report) {
  return [...verdict.remedies, ...findings.flatMap(({ remedies }) => remedies)];
}

/** JSON with sorted keys, so that equal data has equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1)))
      : item,
  );
}
