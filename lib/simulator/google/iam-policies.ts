import { digest } from "@/lib/simulator/cluster/addresses";
import { jsonBody, type SimulatedAnswer, type SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { SetPolicyResult } from "@/lib/simulator/iam/iam-state";
import { bindingsOf, emptyPolicyEtag, type IamBinding, type IamPolicy } from "@/lib/simulator/iam/policy";
import { isJsonObject, objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import { refusals } from "@/lib/simulator/updates/refusals";
import type { Json, JsonObject } from "@/lib/simulator/world";
import { googleError } from "./errors";
import { refuseBindings } from "./iam-members";
import type { GoogleWorld } from "./world";

/** Answers `getIamPolicy`: conditions only for those who ask for version 3, in the query or in the body. */
export function policyAnswer(policy: IamPolicy, request: SimulatedRequest, queryKey = versionKey): SimulatedAnswer {
  const body = jsonBody(request) as Json | undefined;
  const inBody = isJsonObject(body) ? objectAt(body, "options").requestedPolicyVersion : undefined;
  const version = Number(request.query.get(queryKey) ?? inBody ?? 0);
  if (![0, 1, 3].includes(version)) {
    return googleError(400, `Invalid value for requested_policy_version: ${version}. Valid values are 0, 1, and 3.`);
  }
  return { status: 200, json: presentPolicy(policy, version) };
}

const versionKey = "options.requestedPolicyVersion";

/** The policy as this version shows it: below 3 a condition leaves its mark in the role's name only. */
export function presentPolicy({ version, etag, bindings }: IamPolicy, requested: number): JsonObject {
  const shown = requested === 3 ? bindings : bindings.map(withoutCondition);
  return {
    ...(etag === emptyPolicyEtag ? {} : { version: requested === 3 ? version : 1 }),
    etag,
    ...(bindings.length > 0 ? { bindings: shown } : {}),
  };
}

function withoutCondition({ condition, ...binding }: IamBinding): IamBinding {
  if (condition === undefined) return binding;
  return { ...binding, role: `${binding.role}_withcond_${digest(JSON.stringify(condition), 20)}` };
}

/** Carries `setIamPolicy` out with the body's policy, and notes it; `present` is the policy that it replaces. */
export function setPolicyAnswer(world: GoogleWorld, request: SimulatedRequest, target: PolicyTarget): SimulatedAnswer {
  const body = jsonBody(request) as Json | undefined;
  if (!isJsonObject(body)) return refusals.notJson();
  const unknown = Object.keys(body).find((key) => key !== "policy" && key !== "updateMask");
  if (unknown !== undefined) return refusals.unknownField(unknown, []);
  const policy = objectAt(body, "policy");
  const field = Object.keys(policy).find((key) => !policyFields.includes(key));
  if (field !== undefined) return refusals.unknownField(field, ["policy"]);
  return replacePolicy(world, policy, target);
}

/** Puts a policy in the place of the present one, and notes it. */
export function replacePolicy(
  world: GoogleWorld,
  policy: JsonObject,
  { resource, present, set, stale = concurrentChange }: PolicyTarget,
): SimulatedAnswer {
  const bindings = bindingsOf(policy);
  const etag = textAt(policy, "etag");
  const refusal =
    refuseBindings(world, bindings) ?? refuseVersion(present, bindings, Number(policy.version ?? 1), etag);
  const { writing } = world;
  if (writing) {
    writing.entry.etagBefore = present.etag;
    writing.entry.policy = { resource, before: present.bindings, after: null };
  }
  if (refusal) return refusal;
  const result = set({ bindings, etag });
  if (result.refusal !== undefined) return stale();
  if (writing) {
    writing.entry.outcome = "accepted";
    writing.entry.etagAfter = result.policy.etag;
    writing.entry.policy = { resource, before: present.bindings, after: result.policy.bindings };
  }
  return { status: 200, json: presentPolicy(result.policy, 3) };
}

/** Whose policy is set. */
export type PolicyTarget = {
  /** As the history names it. */
  readonly resource: string;
  readonly present: IamPolicy;
  readonly set: (wanted: {
    readonly bindings: readonly IamBinding[];
    readonly etag: string | undefined;
  }) => SetPolicyResult;
  /** The answer to an etag that is not the present one; default: IAM's. */
  readonly stale?: () => SimulatedAnswer;
};

const policyFields = ["version", "etag", "bindings", "auditConfigs"];

/** Documented: version 3 is needed wherever conditions are or were, unless no etag is sent, which overwrites everything. */
function refuseVersion(
  present: IamPolicy,
  bindings: readonly IamBinding[],
  version: number,
  etag: string | undefined,
): SimulatedAnswer | undefined {
  const conditional = bindings.some(({ condition }) => condition !== undefined);
  if (version === 3 || (!conditional && (present.version !== 3 || !etag))) return undefined;
  return googleError(
    400,
    "Policies with conditional role bindings must specify version 3. See https://cloud.google.com/iam/docs/policies#versions.",
  );
}

function concurrentChange(): SimulatedAnswer {
  return googleError(
    409,
    "There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.",
  );
}

/** Answers `testIamPermissions`: those that the caller has, as far as a test can know. */
export function testedPermissions(
  request: SimulatedRequest,
  isKnownDenied: (permission: string) => boolean,
): SimulatedAnswer {
  const body = jsonBody(request) as Json | undefined;
  const asked = isJsonObject(body) && Array.isArray(body.permissions) ? body.permissions : [];
  if (asked.length === 0) return googleError(400, "permissions: at least one permission must be given.");
  const permissions = asked.filter((permission: Json) => !isKnownDenied(String(permission)));
  return { status: 200, json: permissions.length > 0 ? { permissions } : {} };
}
