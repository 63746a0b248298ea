import { and, eq, inArray, isNull, sql } from "drizzle-orm";
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
      .where(and(eq(grants.id, transition.grant), guardOf(transition)))
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

/** A grant that is active does not fail, and one that a person ended meanwhile is not ended for another reason. */
function guardOf({ to, ...transition }: GrantTransition) {
  switch (to) {
    case "active":
    case "retry":
      return eq(grants.state, "approved");
    case "failed":
      return inArray(grants.state, ["requested", "approved"]);
    default: {
      const elsewhere = "reason" in transition && transition.reason === "removed-elsewhere";
      return and(inArray(grants.state, ["approved", "active"]), elsewhere ? isNull(grants.stopAt) : undefined);
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
