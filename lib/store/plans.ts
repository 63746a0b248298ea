import { eq, lt } from "drizzle-orm";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { UpdateRemedy } from "@/lib/diagnosis/remedies/cluster-update/update-remedy";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { PlanDraft } from "@/lib/engine/plan";
import type { WorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import { toClusterName } from "./changes/grant-rows";
import type { Database } from "./database";
import { toJsonb } from "./json-text";
import { plans } from "./schema-changes";

/** What a plan carries out: a remedy, steps for a workload, or the way back from an update that was applied. */
export type PlannedRemedy = RemedyRef | UpdateRemedy | WorkloadRepair;

/** A plan as it was shown. */
export type StoredPlan = {
  readonly id: string;
  /** The diagnosis that it was made on; empty where there was none. */
  readonly diagnosis: string;
  readonly cluster: ClusterName;
  readonly remedy: PlannedRemedy;
  readonly draft: PlanDraft;
  /** SHA-256 of everything on the cluster that it was made on. */
  readonly basis: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export type PlanRepository = {
  /** Shown again, it is valid for longer. Plans that expired a day before are forgotten. */
  keep(plan: StoredPlan): Promise<void>;
  get(id: string): Promise<StoredPlan | undefined>;
};

const rememberedMs = 24 * 60 * 60_000;

/** Every method throws StoreError, and nothing else. */
export function planRepository({ orm, run }: Database): PlanRepository {
  return {
    async keep({ cluster, remedy, draft, ...plan }) {
      // The casts keep NUL and lone surrogates out, which jsonb does not take.
      const json = { remedy: JSON.parse(toJsonb(remedy)) as unknown, draft: JSON.parse(toJsonb(draft)) as unknown };
      const { basis, createdAt, expiresAt } = plan;
      await run(() => orm.delete(plans).where(lt(plans.expiresAt, new Date(createdAt.getTime() - rememberedMs))));
      await run(() =>
        orm
          .insert(plans)
          .values({ ...plan, ...json, cluster: formatClusterName(cluster) })
          .onConflictDoUpdate({ target: plans.id, set: { ...json, basis, createdAt, expiresAt } }),
      );
    },

    async get(id) {
      if (id.includes("\0")) return undefined;
      const [row] = await run(() => orm.select().from(plans).where(eq(plans.id, id)));
      if (!row) return undefined;
      const { remedy, draft, ...plan } = row;
      return {
        ...plan,
        cluster: toClusterName(row.cluster),
        remedy: remedy as PlannedRemedy,
        draft: draft as PlanDraft,
      };
    },
  };
}
