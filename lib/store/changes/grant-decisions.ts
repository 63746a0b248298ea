import { eq, sql } from "drizzle-orm";
import type { Grant, GrantVerification, Person } from "@/lib/changes/grant";
import type { GrantDecision, GrantExtension } from "@/lib/changes/grant-store";
import type { Tell, Transaction } from "@/lib/store/audit/audited";
import { toJsonb, toText } from "@/lib/store/json-text";
import { grants } from "@/lib/store/schema-changes";
import { knownClick } from "./known-click";

/*
 * What people decide about a grant whose row is locked. Each resolves with null when it is done, or with why it is not,
 * in a sentence; then nothing was changed.
 */

export async function approveGrant(
  { by, at }: GrantDecision,
  grant: Grant,
  transaction: Transaction,
  tell: Tell,
): Promise<string | null> {
  if (grant.state !== "requested") return `The grant is ${grant.state}: there is nothing to approve.`;
  if (at >= grant.startBy) return "The grant was not approved in time: ask for a new one.";
  if (by.id === grant.principal.id) return "Nobody approves their own grant.";
  if (grant.approvals.some(({ id }) => id === by.id)) return null;
  const approvals = [...grant.approvals, { ...by, at }];
  const enough = approvals.length >= grant.approvalsNeeded;
  const state = enough ? "approved" : "requested";
  await transaction
    .update(grants)
    .set({ approvals: sql`${toJsonb(approvals)}::jsonb`, ...(enough ? { state, approvedAt: at } : {}) })
    .where(eq(grants.id, grant.id));
  const data = { state, by, approvals: approvals.length, approvalsNeeded: grant.approvalsNeeded };
  tell(eventOf(grant, by.id, at, "grant.approved", data));
  return null;
}

export async function denyGrant(
  { by, at, why }: GrantDecision & { readonly why: string },
  grant: Grant,
  transaction: Transaction,
  tell: Tell,
): Promise<string | null> {
  if (grant.state === "denied") return null;
  if (grant.state !== "requested") return `The grant is ${grant.state}: revoke it instead.`;
  await transaction
    .update(grants)
    .set({ state: "denied", endedAt: at, endReason: "denied", endDetail: toText(why) })
    .where(eq(grants.id, grant.id));
  tell(eventOf(grant, by.id, at, "grant.denied", { state: "denied", by, why }));
  return null;
}

/** A grant that was only requested has nothing at Google and ends at once; the applier ends the others. */
export async function revokeGrant(
  { by, at }: GrantDecision,
  grant: Grant,
  transaction: Transaction,
  tell: Tell,
): Promise<string | null> {
  if (grant.stop !== null || grant.endReason === "revoked") return null;
  if (grant.endedAt !== null) return `The grant is ${grant.state} already.`;
  const stop = { stopAt: at, stopReason: "revoked" } as const;
  const ended = { state: "ended", endedAt: at, endReason: "revoked" } as const;
  const state = grant.state === "requested" ? "ended" : grant.state;
  await transaction
    .update(grants)
    .set(grant.state === "requested" ? { ...stop, ...ended } : stop)
    .where(eq(grants.id, grant.id));
  tell(eventOf(grant, by.id, at, "grant.revoked", { state, by }));
  return null;
}

export async function extendGrant(
  { by, at, byMs, idempotencyKey }: GrantExtension,
  grant: Grant,
  transaction: Transaction,
  tell: Tell,
): Promise<string | null> {
  const over = grant.stop !== null || grant.expiresAt === null || at >= grant.expiresAt;
  if (grant.state !== "active" || over) return "The grant is not active (any more): ask for a new one.";
  if (!(Number.isInteger(byMs) && byMs > 0)) return "An extension is longer than nothing.";
  if (idempotencyKey !== undefined) {
    const click = { principalId: toText(by.id), key: toText(idempotencyKey) };
    const known = await knownClick(transaction, { ...click, fingerprint: `extend ${grant.id} ${byMs}`, createdAt: at });
    if (known === "same") return null;
    if (known === "other") return "This idempotency key was used for another request: use a new one.";
  }
  const expiresAt = new Date((grant.expiresAt?.getTime() ?? 0) + byMs);
  await transaction
    .update(grants)
    .set({ expiresAt, durationMs: grant.durationMs + byMs })
    .where(eq(grants.id, grant.id));
  const data = { state: "active", by, byMs, expiresAt: expiresAt.toISOString() };
  tell(eventOf(grant, by.id, at, "grant.extended", data));
  return null;
}

export async function verifyGrant(
  { by, ...proof }: GrantVerification & { readonly by: Person },
  grant: Grant,
  transaction: Transaction,
  tell: Tell,
): Promise<string | null> {
  if (grant.verified !== null) return null;
  if (grant.state !== "active" || grant.activatedAt === null) return `The grant is ${grant.state}, not active.`;
  if (proof.at < grant.activatedAt) return "This was seen before the grant was active.";
  const verified = { ...proof, at: proof.at.toISOString() };
  await transaction
    .update(grants)
    .set({ verified: sql`${toJsonb(verified)}::jsonb` })
    .where(eq(grants.id, grant.id));
  tell(eventOf(grant, by.id, proof.at, "grant.verified", { state: grant.state, by, ...verified }));
  return null;
}

export async function reviewGrant(
  { by, at, note }: GrantDecision & { readonly note: string },
  grant: Grant,
  transaction: Transaction,
  tell: Tell,
): Promise<string | null> {
  if (!grant.breakGlass) return "Only an emergency is looked at afterwards.";
  if (by.id === grant.principal.id) return "Somebody else has to look at it.";
  if (grant.review !== null) return null;
  const review = { by, at: at.toISOString(), note: toText(note) };
  await transaction
    .update(grants)
    .set({ review: sql`${toJsonb(review)}::jsonb` })
    .where(eq(grants.id, grant.id));
  tell(eventOf(grant, by.id, at, "grant.reviewed", { state: grant.state, by, note }));
  return null;
}

function eventOf({ id }: Grant, actor: string, at: Date, action: string, data: Readonly<Record<string, unknown>>) {
  return { at, actor, action, subject: `grants/${id}`, data };
}
