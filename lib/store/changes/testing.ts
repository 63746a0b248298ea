import type { GrantRequest } from "@/lib/changes/grant";

export const start = Date.UTC(2026, 10, 1);
export const at = (milliseconds: number) => new Date(start + milliseconds);
export const hour = 3_600_000;

export const cluster = { project: "orders-prod", location: "europe-west1", cluster: "main" };
export const boss = { id: "boss@corp.example", name: "Boss" };

/** One grant of Ana's for an hour, and the given differences. */
export function grantRequest(differences: Partial<GrantRequest> = {}): GrantRequest {
  return {
    id: "g1",
    cluster,
    cidr: "62.4.5.6/32",
    principal: { id: "ana@corp.example", name: "Ana" },
    reason: "incident 7",
    requestedAt: at(0),
    startBy: at(hour),
    durationMs: hour,
    approvalsNeeded: 0,
    ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
    idempotencyKey: "click-1",
    ...differences,
  };
}
