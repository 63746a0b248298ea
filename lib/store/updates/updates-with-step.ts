import { asc, or, sql } from "drizzle-orm";
import type { UpdatesWithStep } from "@/lib/changes/updates/port";
import type { Database } from "@/lib/store/database";
import { toJsonb } from "@/lib/store/json-text";
import { updates } from "@/lib/store/schema-changes";
import { toUpdate } from "./update-rows";

/** @throws StoreError */
export function updatesWithStep({ orm, run }: Database): UpdatesWithStep {
  return async (alternatives) => {
    if (alternatives.length === 0) return [];
    const where = or(
      ...alternatives.map((step) => sql`${updates.remedy} @> ${toJsonb({ params: { steps: [step] } })}::jsonb`),
    );
    const oldest = [asc(updates.requestedAt), asc(updates.id)];
    const rows = await run(() =>
      orm
        .select()
        .from(updates)
        .where(where)
        .orderBy(...oldest),
    );
    return rows.map(toUpdate);
  };
}
