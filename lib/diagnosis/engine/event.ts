import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { Fact } from "@/lib/diagnosis/facts/fact";
import type { FactName } from "@/lib/diagnosis/facts/schema";
import type { Verdict } from "./verdict";

/** A fact with its name, as a stream and a report carry it. */
export type NamedFact = { readonly name: FactName } & Fact<unknown>;

/** What a running diagnosis says. A finding sent again replaces the earlier one of the same check. */
export type DiagnosisEvent =
  | { readonly type: "fact"; readonly fact: NamedFact }
  | { readonly type: "finding"; readonly finding: Finding }
  | { readonly type: "verdict"; readonly verdict: Verdict; readonly provisional: boolean };

/** Everything a finished diagnosis knows. Its golden form is a pure function of the facts. */
export type Conclusion = {
  readonly facts: readonly NamedFact[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
};
