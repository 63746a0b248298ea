import { createHash } from "node:crypto";
import { policySetTextToParts, validate } from "@cedar-policy/cedar-wasm/nodejs";
import { schema } from "./engine";
import { problemsOf } from "./policy-problem";
import { readRules } from "./read-rules";
import type { Policy, PolicyErrors, PolicyProblem } from "./words";

/**
 * Reads and validates a whole policy: it parses, every rule has its annotations, every word is in the schema, and every
 * rule can hold. `file` is a name for messages; nothing is read from it.
 *
 * @returns the policy, or everything that is wrong with it, in the order of the text
 */
export function loadPolicy(text: string, { file }: { readonly file: string }): Policy | PolicyErrors {
  const refuse = (errors: readonly PolicyProblem[]): PolicyErrors => ({
    kind: "errors",
    file,
    errors: inOrder(errors),
  });

  const parts = policySetTextToParts(text);
  if (parts.type === "failure") return refuse(parts.errors.flatMap((error) => problemsOf(text, error)));
  const { rules, errors } = readRules(text, parts);

  const validation = validate({ schema, policies: { staticPolicies: text } });
  if (validation.type === "failure") {
    return refuse(errors.length > 0 ? errors : validation.errors.flatMap((error) => problemsOf(text, error)));
  }
  const place = ({ policyId, error }: { policyId: string; error: Parameters<typeof problemsOf>[1] }) =>
    problemsOf(text, error, rules.get(policyId)?.id);
  const { validationErrors, validationWarnings } = validation;
  const invalid = new Set(validationErrors.map(({ policyId }) => policyId));
  const suspicions = validationWarnings.filter(({ policyId }) => !invalid.has(policyId)).flatMap(place);
  const invalidities = firstAtEachPlace(validationErrors.flatMap(place));
  const all = [...errors, ...invalidities, ...suspicions.filter((problem) => !isHarmless(problem))];
  if (all.length > 0) return refuse(all);

  const fingerprint = createHash("sha256").update(text).digest("hex");
  const inFileOrder = [...rules.values()].sort((a, b) => a.line - b.line);
  return { kind: "policy", file, fingerprint, rules: inFileOrder, warnings: inOrder(suspicions) };
}

/** Korean group names have Latin letters in them. All other suspicions, such as a rule that never holds, are errors. */
function isHarmless({ message }: PolicyProblem): boolean {
  return message.endsWith("contains mixed scripts");
}

/** A word that is wrong is wrong once, however many actions the rule covers. */
function firstAtEachPlace(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const seen = new Map<string, PolicyProblem>();
  for (const problem of [...problems].sort((a, b) => (a.message < b.message ? -1 : 1))) {
    const place = `${problem.line}:${problem.column}`;
    if (!seen.has(place)) seen.set(place, problem);
  }
  return [...seen.values()];
}

function inOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}
