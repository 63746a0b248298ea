import type { NamedFact } from "./snapshot";

/** What a running diagnosis says. A finding sent again replaces the earlier one of the same check. */
export type DiagnosisEvent<Name extends string, Finding, Verdict> =
  | { readonly type: "fact"; readonly fact: NamedFact<Name> }
  | { readonly type: "finding"; readonly finding: Finding }
  | { readonly type: "verdict"; readonly verdict: Verdict; readonly provisional: boolean };

/** Everything a finished diagnosis knows. Its golden form is a pure function of the facts. */
export type Conclusion<Name extends string, Finding, Verdict> = {
  readonly facts: readonly NamedFact<Name>[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
};
