/*
 * Policy as code. A policy is Cedar text (default.cedar says how to write one); the words that it may use are in
 * default.cedarschema.json. The caller reads the file: nothing here reads files, settings or the clock.
 *
 * How approvals work: Cedar answers only yes or no, so "needs approval" is found by asking again. `context.approvals` is
 * the number of different people other than the requester who approved. `decide` asks with the approvals that were given;
 * is the answer no, it asks again as if one more had been given, and one more, up to `mostApprovals`. The first number
 * that turns the answer into yes is what the request needs; if none does, the request is denied, by the rules that still
 * forbid it at the largest number. Whether a person may approve is a question of its own, the action `approve`; the
 * caller asks it, records the approver's id, and asks about the request again. An approval is for the terms it was given
 * for: when they change, the caller drops it.
 *
 * Four things are built in and no policy changes them: nobody approves their own request; a person counts once, in any
 * spelling of the id; a rule that cannot be evaluated forbids; and an emergency is always marked for review.
 */
export { decide } from "./decide";
export { loadPolicy } from "./load-policy";
export { formatPolicyProblem } from "./policy-problem";
export type {
  Decision,
  GrantAction,
  GrantTerms,
  Person,
  Policy,
  PolicyCluster,
  Rule,
  RunTerms,
  UpdateTerms,
} from "./words";
