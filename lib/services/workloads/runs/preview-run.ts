import type { z } from "zod";
import type { Principal } from "@/lib/auth/authorise";
import type { ServiceContext } from "@/lib/services/context";
import { labelsAtHand } from "@/lib/services/grants/clusters";
import { policyAnswer } from "@/lib/services/grants/terms";
import type { RunRequest, runPreview } from "@/lib/services/schema/runs";
import { toKubectl } from "@/lib/workload/runs/to-kubectl";
import { decideRun, wishOf } from "./wish-run";

/**
 * The pod that would run, the same by kubectl, and whether this person may. Nothing is kept; the names of a run that is
 * made of it are its own.
 *
 * @throws Problem 400, 404, 422
 */
export async function previewRun(
  context: ServiceContext,
  principal: Principal,
  asked: RunRequest,
): Promise<z.infer<typeof runPreview>> {
  const wish = wishOf(context, asked);
  const decision = decideRun(context, principal, wish, await labelsAtHand(context, wish.cluster));
  const { manifest, namespace, differences } = wish;
  return {
    manifest,
    kubectl: toKubectl(namespace, manifest),
    policy: policyAnswer(decision),
    differences: [...differences],
  };
}
