import { type Answer, ask, askForAnybody } from "./engine";
import { countApprovals, flawOf, isAboutGrant, isOwn, questionOf } from "./question";
import type { Decision, GrantRequest, Policy, PolicyRequest, Rule } from "./words";

/** No policy can ask for more approvals than this. */
export const mostApprovals = 5;

/**
 * What the policy says to a request. Never throws: whatever cannot be judged is denied.
 *
 * `needs-approval` only for `grant` and `extend`, with the smallest number of approvals that would do. Its `rules` are the
 * ones that ask for them. The `rules` of `deny` are the ones that no approval lifts, so that people are not sent to an
 * approver in vain.
 */
export function decide(policy: Policy, request: PolicyRequest): Decision {
  const flaw = flawOf(request);
  if (flaw) return { kind: "deny", rules: [{ ...notUnderstood, why: flaw }] };
  if (request.action === "approve" && isOwn(request)) return { kind: "deny", rules: [neverYourOwn] };

  const given = isAboutGrant(request) ? countApprovals(request.context) : 0;
  const now = ask(policy, questionOf(request, given));
  if (now.kind === "allow") {
    return { kind: "allow", rules: told(policy, now), review: request.action === "break-glass" };
  }
  let last = now;
  if (now.kind === "deny" && (request.action === "grant" || request.action === "extend")) {
    for (let approvals = given + 1; approvals <= mostApprovals; approvals += 1) {
      last = ask(policy, questionOf(request, approvals));
      if (last.kind === "failed") break;
      if (last.kind === "allow") {
        const rules = told(policy, now.rules.length > 0 ? now : last);
        return { kind: "needs-approval", approvals, given, approvers: approversOf(policy, request), rules };
      }
    }
  }
  const rules = told(policy, last);
  return { kind: "deny", rules: rules.length > 0 ? rules : [nothingAllows] };
}

/** The rules by which somebody else may approve this request. */
function approversOf(policy: Policy, request: GrantRequest): readonly Rule[] {
  const asApproval = {
    ...request,
    action: "approve" as const,
    principal: { ...request.principal, id: "another person" },
  };
  const question = questionOf(asApproval, countApprovals(request.context));
  const [, cluster] = question.entities;
  const permits = policy.rules.filter(({ letsApprove }) => letsApprove);
  const ids = askForAnybody(permits, { ...question, entities: cluster ? [cluster] : [] });
  return permits.filter(({ id }) => ids.includes(id)).map(asRule);
}

/** In the order of the file. */
function told(policy: Policy, answer: Answer): readonly Rule[] {
  const rules = policy.rules.filter(({ id }) => answer.rules.includes(id)).map(asRule);
  if (answer.kind !== "failed") return rules;
  const why = `The rule could not be evaluated, so it forbids: ${answer.message}.`;
  return rules.length > 0 ? rules.map((rule) => ({ ...rule, why })) : [{ ...engineFailed, why }];
}

const asRule = ({ id, title, why }: Rule): Rule => ({ id, title, why });

const notUnderstood = { id: "not-understood", title: "The request could not be judged" };
const engineFailed = { id: "policy-engine", title: "The policy could not be asked" };
const neverYourOwn: Rule = {
  id: "never-your-own",
  title: "Nobody approves their own request",
  why: "An approval is somebody else's. This is built in: no policy can change it.",
};
const nothingAllows: Rule = {
  id: "nothing-allows",
  title: "No rule allows this",
  why: "What no rule of the policy allows is forbidden.",
};
