import fc from "fast-check";
import { expect, it } from "vitest";
import { decide } from "./decide";
import { defaultText, policyOf, requestOf } from "./testing";

const policy = policyOf(defaultText);
const people = ["ann", "Ann ", "bob", "eve", "kim"];

const anyRequest = fc
  .record({
    who: fc.constantFrom(...people),
    requesterId: fc.constantFrom(...people),
    groups: fc.subarray(["drawbridge-approvers", "drawbridge-admins", "data", "관리자"]),
    action: fc.constantFrom("grant", "extend", "break-glass", "approve", "revoke"),
    labels: fc.constantFrom<Record<string, string>>(
      {},
      { env: "prod" },
      { env: "production" },
      { env: "dev", team: "x" },
    ),
    cidr: fc
      .tuple(fc.nat(255), fc.oneof(fc.integer({ min: 0, max: 32 }), fc.constantFrom(23, 24, 31, 32)))
      .map(([last, length]) => `62.4.5.${last}/${length}`),
    ownAddress: fc.boolean(),
    addressProven: fc.boolean(),
    durationMinutes: fc.oneof(
      fc.integer(),
      fc.nat(20_000),
      fc.constantFrom(60, 61, 240, 241, 720, 721, 10_080, 10_081),
    ),
    approvals: fc.array(fc.constantFrom(...people)),
    reason: fc.oneof(fc.string(), fc.constantFrom("", "  ", "장애")),
    breakGlass: fc.boolean(),
  } as const)
  .map(requestOf);

type Request = ReturnType<typeof requestOf>;
const key = (id: string) => id.trim().toLowerCase();
const isProduction = ({ cluster }: Request) => ["prod", "production"].includes(cluster.labels.env ?? "");

/** The limits once more, from their description and without the engine: 0 is at once, Infinity is never. */
function approvalsNeeded(request: Request): number {
  const { cidr, durationMinutes, ownAddress, addressProven, requesterId, breakGlass, reason } = request.context;
  const length = Number(cidr.split("/")[1]);
  const inBounds =
    ownAddress && addressProven && length >= 24 && durationMinutes >= 1 && durationMinutes <= 7 * 24 * 60;
  if (!inBounds || key(request.principal.id) !== key(requesterId)) return Number.POSITIVE_INFINITY;
  if (request.action === "break-glass") {
    return length === 32 && durationMinutes <= 60 && reason.trim() !== "" ? 0 : Number.POSITIVE_INFINITY;
  }
  const selfService = (isProduction(request) ? 4 : 12) * 60;
  const forLength = length === 32 ? 0 : isProduction(request) ? 2 : 1;
  const forTime = durationMinutes > selfService ? 1 : 0;
  return Math.max(forLength, forTime, request.action === "extend" && breakGlass ? 1 : 0);
}

const othersWhoApproved = ({ context }: Request) =>
  new Set(context.approvals.map(key).filter((id) => id !== key(context.requesterId))).size;

it("lets in what the limits and the approvals allow, and nothing else", () => {
  const letsIn = anyRequest.filter(({ action }) => action !== "approve" && action !== "revoke");
  fc.assert(
    fc.property(letsIn, (request) => {
      const decision = decide(policy, request);
      const needed = approvalsNeeded(request);
      const given = othersWhoApproved(request);
      const expected = needed <= given ? "allow" : needed === Number.POSITIVE_INFINITY ? "deny" : "needs-approval";
      expect(decision.kind).toBe(expected);
      if (decision.kind === "needs-approval") expect(decision).toMatchObject({ approvals: needed, given });
      expect(decision.rules.length).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});

it("never lets anybody approve their own request, whatever the policy says", () => {
  const everything = policyOf('@id("all") @title("All") @why("All") permit (principal, action, resource);');
  fc.assert(
    fc.property(anyRequest, ({ principal, cluster, context }) => {
      const own = key(principal.id) === key(context.requesterId);
      const kind = (by: typeof policy) => decide(by, { principal, cluster, action: "approve", context }).kind;
      if (own) expect([kind(policy), kind(everything)]).toEqual(["deny", "deny"]);
      if (!own && !principal.groups.includes("drawbridge-approvers")) expect(kind(policy)).toBe("deny");
    }),
    { numRuns: 1_000 },
  );
});

it("a narrower or shorter request never needs more", () => {
  const rank = (request: Request) => {
    const decision = decide(policy, request);
    return decision.kind === "allow" ? 0 : decision.kind === "deny" ? Number.POSITIVE_INFINITY : decision.approvals;
  };
  fc.assert(
    fc.property(anyRequest, fc.nat(32), fc.integer({ min: 1 }), ({ action, ...request }, length, minutes) => {
      const { cidr, durationMinutes } = request.context;
      const [base, wide] = cidr.split("/");
      fc.pre(durationMinutes >= 1 && (action === "grant" || action === "extend" || action === "break-glass"));
      const less = {
        cidr: `${base}/${Math.max(length, Number(wide))}`,
        durationMinutes: Math.min(minutes, durationMinutes),
      };
      const smaller = { ...request, action, context: { ...request.context, ...less } };
      expect(rank(smaller)).toBeLessThanOrEqual(rank({ ...request, action }));
    }),
    { numRuns: 500 },
  );
});
