import type { RemedyId } from "@/lib/core/remedy-id";

/** The words for one cause. `decidedBy` is needed only where the cause can share its text with others. */
export type CauseText = {
  readonly title: string;
  readonly why: string;
  readonly decidedBy?: string;
  readonly remedies: readonly RemedyId[];
};
