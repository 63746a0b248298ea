import { z } from "zod";

/* What people see of grants, changes and the policy. Times are RFC 3339, durations whole seconds. */

const moment = z.string();
const person = z.object({ id: z.string(), name: z.string() });

/** A rule of the policy as people are told of it. */
export const rule = z.object({ id: z.string(), title: z.string(), why: z.string() });

export const grantState = z.enum(["requested", "approved", "active", "ended", "denied", "failed"]);

/** A time-boxed right of a person for a network on a cluster, and what the asking person may do about it. */
export const grant = z.object({
  id: z.string(),
  /** `projects/P/locations/L/clusters/C`. */
  cluster: z.string(),
  cidr: z.string(),
  person,
  reason: z.string(),
  state: grantState,
  breakGlass: z.boolean(),
  requestedAt: moment,
  /** Not active by then, it fails. */
  startBy: moment,
  durationSeconds: z.number(),
  approvalsNeeded: z.number(),
  approvals: z.array(person.extend({ at: moment })),
  activatedAt: moment.nullable(),
  expiresAt: moment.nullable(),
  /** Its end is decided, and its entry is about to go. */
  ending: z.boolean(),
  endedAt: moment.nullable(),
  endReason: z.string().nullable(),
  endDetail: z.string(),
  verified: z
    .object({ at: moment, how: z.enum(["diagnosis", "terminal", "browser", "pod"]), detail: z.string() })
    .nullable(),
  review: z.object({ by: person, at: moment, note: z.string() }).nullable(),
  prolongs: z.string().nullable(),
  /** What the person who asks may do now. Each handler decides again. */
  may: z.object({
    approve: z.boolean(),
    deny: z.boolean(),
    extend: z.boolean(),
    revoke: z.boolean(),
    review: z.boolean(),
  }),
});

export const grantPage = z.object({ grants: z.array(grant), nextCursor: z.string().nullable() });

/** What the policy says before anything is asked for. */
export const policyAnswer = z.object({
  decision: z.enum(["allow", "needs-approval", "deny"]),
  approvalsNeeded: z.number(),
  /** The rules that decided, and for `needs-approval` who may approve. */
  rules: z.array(rule),
  approvers: z.array(rule),
});

const fieldChange = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });

/** One cluster of a request for access, as it would be carried out. `refused`: why no entry is added there. */
export const accessPreview = z.object({
  clusters: z.array(
    z.object({
      cluster: z.string(),
      policy: policyAnswer,
      refused: z.string().nullable(),
      warnings: z.array(z.string()),
      changes: z.array(fieldChange),
      /** The whole list, as `CIDR (display name)`. */
      before: z.array(z.string()),
      after: z.array(z.string()),
    }),
  ),
  cidr: z.string(),
  durationSeconds: z.number(),
});

export const changeState = z.enum([
  "waiting-approval",
  "queued",
  "applying",
  /** Read back from Google. */
  "applied",
  /** The person's own network was seen to get through. */
  "verified",
  "ended",
  "failed",
]);

/** One application of a plan. A grant's change has the grant's id. */
export const change = z.object({
  id: z.string(),
  kind: z.enum(["grant", "update"]),
  cluster: z.string(),
  title: z.string(),
  person,
  remedy: z.object({ id: z.string(), params: z.unknown() }),
  state: changeState,
  /** One sentence: what is going on, or what went wrong and what to do. */
  detail: z.string(),
  operation: z.string().nullable(),
  /** Of an update of several steps: each with how far it is. */
  steps: z
    .array(
      z.object({
        kind: z.string(),
        /** Imperative, one sentence without its full stop. */
        title: z.string(),
        /** `waiting`, `open`: it is being sent, `done`, `already`: it was so before, `failed`. */
        state: z.enum(["waiting", "open", "done", "already", "failed"]),
        detail: z.string(),
        at: moment.nullable(),
      }),
    )
    .optional(),
  changes: z.array(fieldChange),
  requestedAt: moment,
  /** When it was sent to Google, and when its outcome was known. */
  sentAt: moment.nullable(),
  closedAt: moment.nullable(),
  verification: z.object({ at: moment, how: z.string(), detail: z.string() }).nullable(),
  grant: grant.nullable(),
  /** What takes it back: `revoke` ends the grant, `undo` makes a plan with the fields as they were; null: nothing does. */
  undo: z.enum(["revoke", "undo"]).nullable(),
});

const duration = z
  .union([z.string(), z.number()])
  .describe("`4h`, `90m`, `2d`, ISO 8601 (`PT4H`), or seconds as a number");

export const accessRequest = z.strictObject({
  clusters: z.array(z.string()).min(1).max(50),
  cidr: z.string(),
  duration,
  reason: z.string().max(2_000).default(""),
  breakGlass: z.boolean().default(false),
});

/** What a plan is applied with. Everything has a default, so that one click needs no body. */
export const applyRequest = z.strictObject({
  /** Of grants only; 4 hours. */
  duration: duration.default("4h"),
  reason: z.string().max(2_000).default(""),
  breakGlass: z.boolean().default(false),
  /** The cluster's name, typed: dangerous and disruptive plans need it. */
  confirmation: z.string().max(200).default(""),
});

export const approveRequest = z.strictObject({});
export const denyRequest = z.strictObject({ reason: z.string().max(2_000).default("") });
export const extendRequest = z.strictObject({ duration });
export const verificationRequest = z.strictObject({
  diagnosis: z.string().regex(/^[\w-]{16,64}$/, "is not the id of a diagnosis"),
});

const probe = z.strictObject({
  outcome: z.enum(["answered", "silent"]),
  ms: z.number().int().min(0).max(60_000),
  /** False when the browser's network answers for addresses that nobody has. */
  usable: z.boolean(),
});

/** What the person's browser saw of the control plane before the grant, and since it is active. */
export const probesRequest = z.strictObject({ before: probe, after: probe });

export const proof = z.object({ code: z.string(), command: z.string(), expiresAt: moment });
export const reviewRequest = z.strictObject({ note: z.string().max(2_000).default("") });

/** Who is asking, and what Drawbridge is. */
export const me = z.object({
  kind: z.enum(["local", "iap", "oidc"]),
  id: z.string(),
  name: z.string(),
  groups: z.array(z.string()),
  policy: z.object({ file: z.string(), fingerprint: z.string() }),
});

export type GrantView = z.infer<typeof grant>;
export type GrantPageView = z.infer<typeof grantPage>;
export type PolicyAnswer = z.infer<typeof policyAnswer>;
export type AccessPreview = z.infer<typeof accessPreview>;
export type ChangeView = z.infer<typeof change>;
export type ChangeState = z.infer<typeof changeState>;
export type AccessRequest = z.infer<typeof accessRequest>;
export type Me = z.infer<typeof me>;
export type ProbesRequest = z.infer<typeof probesRequest>;
