import type { Hop } from "@/lib/core/hop";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type * as engine from "@/lib/engine/verdict";

/** A hop of the path to the control plane, as the path shows it. */
export type Station = engine.Station<Hop>;
/** The one answer of a diagnosis of the path. */
export type Verdict = engine.Verdict<Hop, RemedyRef>;
