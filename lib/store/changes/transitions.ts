import { and, eq, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { GrantTransition } from "@/lib/changes/grant";
import { applierActor, type Tell, type Transaction } from "@/lib/store/audit/audited";
import { toText } from "@/lib/store/json-text";
import { grants } from "@/lib/store/schema-changes";

/** Carries out what still fits the grants' states, and tells of each that did. */
export async function applyTransitions(
  transitions: readonly GrantTransition[],
  at: Date,
  transaction: Transaction,
  tell: Tell,
): Promise<void> {
  for (const transition of transitions) {
    const done = await transaction
      .update(grants)
      .set(changeOf(transition, at))
      .where(and(eq(grants.id, transition.grant), guardOf(transition, at)))
      .returning({ expiresAt: grants.expiresAt, state: grants.state });
    for (const { expiresAt, state } of done) {
      const subject = `grants/${transition.grant}`;
      tell({
        at,
        actor: applierActor,
        action: actionOf(transition),
        subject,
        data: dataOf(transition, state, expiresAt),
      });
    }
  }
}

function changeOf(transition: GrantTransition, at: Date): Partial<typeof grants.$inferInsert> | object {
  switch (transition.to) {
    case "active": {
      const activatedAt = transition.activatedAt;
      const expiresAt = sql`${activatedAt.toISOString()}::timestamptz + ${grants.durationMs} * interval '1 millisecond'`;
      return { state: "active", activatedAt, expiresAt };
    }
    case "retry":
      return { attempts: sql`${grants.attempts} + 1` };
    default: {
      const { to, reason, detail } = transition;
      return { state: to, endedAt: at, endReason: reason, endDetail: toText(detail) };
    }
  }
}

/**
 * A grant that is active does not fail, one that a person ended meanwhile is not ended for another reason, and one that a
 * person extended meanwhile has not expired.
 */
function guardOf({ to, ...transition }: GrantTransition, at: Date) {
  switch (to) {
    case "active":
    case "retry":
      return eq(grants.state, "approved");
    case "failed":
      return inArray(grants.state, ["requested", "approved"]);
    default: {
      const reason = "reason" in transition ? transition.reason : undefined;
      const still = {
        "removed-elsewhere": isNull(grants.stopAt),
        expired: or(isNotNull(grants.stopAt), lte(grants.expiresAt, at)),
      };
      const guard = reason === "removed-elsewhere" || reason === "expired" ? still[reason] : undefined;
      return and(inArray(grants.state, ["approved", "active"]), guard);
    }
  }
}

function actionOf({ to }: GrantTransition): string {
  return to === "active" ? "grant.activated" : `grant.${to}`;
}

function dataOf(transition: GrantTransition, state: string, expiresAt: Date | null): Readonly<Record<string, unknown>> {
  if (transition.to === "active") {
    return { state, activatedAt: transition.activatedAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null };
  }
  const { detail } = transition;
  return "reason" in transition ? { state, reason: transition.reason, detail } : { state, detail };
}
