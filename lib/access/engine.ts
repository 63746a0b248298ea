import {
  isAuthorizedPartial,
  preparsePolicySet,
  preparseSchema,
  type Schema,
  type StatefulAuthorizationCall,
  statefulIsAuthorized,
} from "@cedar-policy/cedar-wasm/nodejs";
import schemaJson from "./default.cedarschema.json";
import type { Policy, PolicyRule } from "./words";

/** The words that policies may use. TypeScript reads the file's literals as `string`; the tests parse it. */
export const schema = schemaJson as unknown as Schema;

const schemaName = "drawbridge";

export type Question = Pick<StatefulAuthorizationCall, "principal" | "action" | "resource" | "context" | "entities">;

/** `rules` are the ids that decided. `failed`: a rule could not be evaluated, or the engine could not answer. */
export type Answer =
  | { readonly kind: "allow" | "deny"; readonly rules: readonly string[] }
  | { readonly kind: "failed"; readonly rules: readonly string[]; readonly message: string };

/**
 * Asks once. Cedar skips a rule that fails, which would turn a failing `forbid` into consent: here it is `failed`.
 * The engine keeps parsed policies by their fingerprint; one that it does not know yet is parsed first.
 */
export function ask(policy: Policy, question: Question): Answer {
  const call = { ...question, preparsedSchemaName: schemaName, preparsedPolicySetId: policy.fingerprint };
  let answer = statefulIsAuthorized(call);
  if (answer.type === "failure") {
    preparseSchema(schemaName, schema);
    preparsePolicySet(policy.fingerprint, { staticPolicies: textsOf(policy.rules) });
    answer = statefulIsAuthorized(call);
  }
  if (answer.type === "failure") return { kind: "failed", rules: [], message: answer.errors[0]?.message ?? "" };
  const { decision, diagnostics } = answer.response;
  const [error] = diagnostics.errors;
  if (error) {
    const rules = diagnostics.errors.map(({ policyId }) => policyId);
    return { kind: "failed", rules, message: error.error.message };
  }
  return { kind: decision, rules: diagnostics.reason };
}

/** The ids of the rules among `rules` that would allow some principal, whoever that is. */
export function askForAnybody(rules: readonly PolicyRule[], question: Question): readonly string[] {
  const answer = isAuthorizedPartial({ ...question, principal: null, policies: { staticPolicies: textsOf(rules) } });
  if (answer.type === "failure") return [];
  return [...answer.response.mayBeDetermining, ...answer.response.mustBeDetermining];
}

function textsOf(rules: readonly PolicyRule[]): Record<string, string> {
  return Object.fromEntries(rules.map(({ id, text }) => [id, text]));
}
