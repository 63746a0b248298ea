import pLimit from "p-limit";
import type { z } from "zod";
import { formatClusterName } from "@/lib/core/cluster-name";
import { isProblem } from "@/lib/core/problem";
import { entryText } from "@/lib/diagnosis/remedies/authorized-networks/entry-text";
import type { ServiceContext } from "@/lib/services/context";
import type { AccessPreview, accessRequest } from "@/lib/services/schema/access";
import type { Asker } from "./asker";
import { type Assessment, assess } from "./assess";
import { clusterNamed } from "./clusters";
import { said } from "./said";
import { policyAnswer } from "./terms";
import { readCidr, readDuration, type Wish } from "./wish";

export const clustersAtOnce = 8;

/**
 * What a request for access would do, cluster by cluster. Nothing is requested.
 *
 * @throws Problem 400, 404 for what is asked; a cluster that cannot be read is refused in its own line
 */
export async function previewGrants(
  context: ServiceContext,
  asker: Asker,
  request: z.infer<typeof accessRequest>,
): Promise<AccessPreview> {
  const wishes = readWishes(context, request);
  const limit = pLimit(clustersAtOnce);
  const clusters = await Promise.all(wishes.map((wish) => limit(() => previewOne(context, asker, wish))));
  const [first] = wishes;
  return { clusters, cidr: first?.cidr ?? "", durationSeconds: Math.round((first?.durationMs ?? 0) / 1_000) };
}

/**
 * One wish for each cluster that is named.
 *
 * @throws Problem 400, 404
 */
export function readWishes(
  context: Pick<ServiceContext, "projects">,
  { clusters, cidr, duration, reason, breakGlass }: z.infer<typeof accessRequest>,
): readonly Wish[] {
  const network = readCidr(cidr);
  const durationMs = readDuration(duration);
  return [...new Set(clusters)].map((text) => ({
    cluster: clusterNamed(context, text),
    cidr: network,
    ...{ durationMs, reason: said(reason), breakGlass, prolongs: null },
  }));
}

type ClusterPreview = AccessPreview["clusters"][number];

async function previewOne(context: ServiceContext, asker: Asker, wish: Wish): Promise<ClusterPreview> {
  const cluster = formatClusterName(wish.cluster);
  try {
    return { cluster, ...shown(await assess(context, asker, wish)) };
  } catch (error) {
    if (!isProblem(error)) throw error;
    const { detail } = error.details;
    const rule = { id: "not-read", title: "The cluster could not be read", why: detail };
    const policy = policyAnswer({ kind: "deny", rules: [rule] });
    return { cluster, policy, refused: detail, warnings: [], changes: [], before: [], after: [] };
  }
}

function shown({ decision, entry, warnings }: Assessment): Omit<ClusterPreview, "cluster"> {
  return {
    policy: policyAnswer(decision),
    refused: entry.refused,
    warnings: [...warnings],
    changes: [...entry.changes],
    before: entry.before.map(entryText),
    after: entry.after.map(entryText),
  };
}
