import type { Finding } from "@/lib/diagnosis/checks/outcome";
import type { FactName } from "@/lib/diagnosis/facts/schema";
import type * as engine from "@/lib/engine/event";
import type * as snapshot from "@/lib/engine/snapshot";
import type { Verdict } from "./verdict";

export type NamedFact = snapshot.NamedFact<FactName>;
export type DiagnosisEvent = engine.DiagnosisEvent<FactName, Finding, Verdict>;
export type Conclusion = engine.Conclusion<FactName, Finding, Verdict>;
