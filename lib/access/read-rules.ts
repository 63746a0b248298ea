import { type ActionConstraint, type PolicyJson, policyToJson } from "@cedar-policy/cedar-wasm/nodejs";
import { positionOfIndex } from "./text-position";
import type { PolicyProblem, PolicyRule } from "./words";

type Parts = { readonly policies: readonly string[]; readonly policy_templates: readonly string[] };
type Rules = { readonly rules: ReadonlyMap<string, PolicyRule>; readonly errors: readonly PolicyProblem[] };

/** The rules of a policy that parses, by the engine's own numbering (`policy0`, …), and what their annotations lack. */
export function readRules(text: string, { policies, policy_templates: templates }: Parts): Rules {
  const errors: PolicyProblem[] = [];
  const rules = new Map<string, PolicyRule>();
  const at = (index: number) => positionOfIndex(text, Math.max(0, index));
  if (policies.length + templates.length === 0) {
    errors.push({ ...at(0), rule: undefined, message: "the policy has no rule, so it would forbid everything" });
  }
  for (const template of templates) {
    const message = "templates (?principal, ?resource) are not supported; write the rule out";
    errors.push({ ...at(text.indexOf(template)), rule: undefined, message });
  }

  let end = 0;
  const seen = new Map<string, number>();
  for (const [number, part] of inTextOrder(policies)) {
    const start = text.indexOf(part, end);
    end = Math.max(end, start + part.length);
    const parsed = policyToJson(part);
    if (parsed.type === "failure") continue;
    const { id = "", title = "", why = "" } = parsed.json.annotations ?? {};
    const place = at(start);
    const refuse = (message: string) => errors.push({ ...place, rule: id || undefined, message });
    const missing = Object.entries({ id, title, why }).filter(([, value]) => value.trim() === "");
    for (const [name] of missing) refuse(`has no @${name}("…")`);
    const first = seen.get(id);
    if (id !== "" && first !== undefined) refuse(`line ${first} has a rule of the same @id`);
    if (id !== "" && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) refuse("its @id is not in lower-case-with-hyphens");
    seen.set(id, place.line);
    const { effect } = parsed.json;
    const letsApprove = effect === "permit" && covers(parsed.json.action, "approve");
    rules.set(number, { id, title, why, effect, line: place.line, text: part, letsApprove });
  }
  return { rules, errors };
}

/** The engine numbers rules as they stand in the text, and hands them out sorted by that number as a word. */
function inTextOrder(policies: readonly string[]): readonly (readonly [string, string])[] {
  const numbers = policies.map((_, index) => index).sort((a, b) => (`${a}` < `${b}` ? -1 : 1));
  return policies
    .map((part, index) => [numbers[index] ?? index, part] as const)
    .sort(([a], [b]) => a - b)
    .map(([number, part]) => [`policy${number}`, part]);
}

function covers(scope: ActionConstraint | PolicyJson["action"], action: string): boolean {
  if (scope.op === "All") return true;
  const entities = "entities" in scope ? scope.entities : "entity" in scope ? [scope.entity] : [];
  return entities.some((entity) => ("__entity" in entity ? entity.__entity.id : entity.id) === action);
}
