import { z } from "zod";
import { parseAddress } from "@/lib/core/address";
import { edits } from "@/lib/simulator/actors/edit-list";
import { identityLabels } from "@/lib/simulator/identity/identities";
import { findPerson, people } from "@/lib/simulator/people/people";
import { placeIds } from "@/lib/simulator/places";
import type { PlaceId } from "@/lib/simulator/world";

const place = z.custom<PlaceId>((value) => placeIds.includes(value as PlaceId), `one of: ${placeIds.join(", ")}`);

const person = z
  .string()
  .transform((text) => findPerson(text)?.id)
  .pipe(z.string(`one of: ${people.map(({ id }) => id).join(", ")}`));

const pathPattern = z.string().refine((text) => isRegularExpression(text), "not a regular expression");

const milliseconds = z.int().min(0);
const httpError = z.int().min(400).max(599);
const operationError = { code: z.int().min(1).max(16).exactOptional(), message: z.string().min(1).exactOptional() };
const cidrBlock = z.strictObject({ displayName: z.string().exactOptional(), cidrBlock: z.string() });
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const fault = z.strictObject({
  match: z.strictObject({
    host: z.enum(["google", "dns", "proxy", "kubernetes"]).exactOptional(),
    method: z.string().exactOptional(),
    pathPattern: pathPattern.exactOptional(),
  }),
  latencyMs: z.number().min(0).exactOptional(),
  status: z.int().min(200).max(599).exactOptional(),
  body: z.unknown().exactOptional(),
  truncate: z.union([z.int().min(0), z.literal(true)]).exactOptional(),
  times: z.int().min(1).exactOptional(),
});

const struck = {
  match: z
    .strictObject({ cluster: z.string().exactOptional(), identity: z.enum(identityLabels).exactOptional() })
    .exactOptional(),
  times: z.int().min(1).exactOptional(),
};

const updateFailure = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("error-before"), status: httpError.exactOptional(), ...struck }),
  z.strictObject({ kind: z.literal("lost-request"), ...struck }),
  z.strictObject({ kind: z.literal("late-request"), afterMs: milliseconds, ...struck }),
  z.strictObject({ kind: z.literal("error-after"), status: httpError.exactOptional(), ...struck }),
  z.strictObject({ kind: z.literal("lost-response"), ...struck }),
  z.strictObject({
    kind: z.literal("operation-error"),
    ...operationError,
    applied: z.boolean().exactOptional(),
    ...struck,
  }),
  z.strictObject({ kind: z.literal("not-applied"), ...struck }),
  z.strictObject({ kind: z.literal("stuck"), ...struck }),
  z.strictObject({ kind: z.literal("poll-not-found"), polls: z.int().min(1).exactOptional(), ...struck }),
]);

/** The bodies that the control API takes. */
export const controlBodies = {
  place: z.strictObject({ place, world: z.string().exactOptional() }),
  person: z.strictObject({ person }),
  faults: z.array(fault),
  secondEcho: z.strictObject({
    address: z
      .string()
      .refine((text) => parseAddress(text) !== undefined, "not an IP address")
      .nullable(),
  }),
  frontDoor: z.strictObject({ target: z.url({ protocol: /^http$/ }) }),
  clock: z.strictObject({
    freeze: z.boolean().exactOptional(),
    set: instant.exactOptional(),
    advanceMs: milliseconds.exactOptional(),
  }),
  updates: z.strictObject({
    lifetimeMs: milliseconds.exactOptional(),
    pendingMs: milliseconds.exactOptional(),
    effectiveMs: milliseconds.nullable().exactOptional(),
    omittedFlags: z.enum(["keep", "reset"]).exactOptional(),
    hostBits: z.enum(["normalise", "keep", "refuse"]).exactOptional(),
    etagCheck: z.boolean().exactOptional(),
    podStartMs: milliseconds.exactOptional(),
    iamPropagationMs: milliseconds.exactOptional(),
  }),
  updateFailures: z.array(updateFailure),
  operationStart: z.strictObject({
    cluster: z.string(),
    operationType: z.enum(["UPGRADE_NODES", "UPGRADE_MASTER", "REPAIR_CLUSTER", "AUTO_REPAIR_NODES"]),
    lifetimeMs: milliseconds.nullable().default(null),
  }),
  operationEnd: z.strictObject({ operation: z.string(), error: z.strictObject(operationError).exactOptional() }),
  identity: z.strictObject({
    identity: z.enum(identityLabels),
    tokenRevoked: z.boolean().exactOptional(),
    project: z.string().exactOptional(),
    allow: z.array(z.string()).exactOptional(),
    deny: z.array(z.string()).exactOptional(),
  }),
  human: z.strictObject({
    cluster: z.string(),
    edit: z.enum([...edits, "any"]).default("any"),
    tool: z.enum(["console", "gcloud"]).default("console"),
    seed: z.int().default(1),
    count: z.int().min(1).nullable().default(1),
    everyMs: z.int().min(1).default(1_000),
    thinkMs: milliseconds.default(0),
    spare: z.string().min(1).optional(),
  }),
  terraform: z.strictObject({
    cluster: z.string(),
    list: z.array(cidrBlock),
    count: z.int().min(1).nullable().default(null),
    everyMs: z.int().min(1).default(60_000),
    always: z.boolean().default(false),
  }),
  actor: z.strictObject({ actor: z.string() }),
};

function isRegularExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
