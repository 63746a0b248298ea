import { z } from "zod";
import { remedyIds } from "@/lib/core/remedy-id";
import { errorCauses } from "@/lib/kubernetes/explain/causes";
import { explain } from "@/lib/kubernetes/explain/explain";

export const explanation = z.object({
  candidates: z
    .array(
      z.object({
        cause: z.enum(errorCauses),
        title: z.string(),
        why: z.string(),
        decidedBy: z.string().optional(),
        remedies: z.array(z.enum(remedyIds)),
      }),
    )
    .min(1),
});

/** What an error text means, most likely first. Nothing of the text is kept. */
export function explainError(text: string): z.infer<typeof explanation> {
  const candidates = explain(text).candidates.map(({ decidedBy, remedies, ...candidate }) => ({
    ...candidate,
    remedies: [...remedies],
    ...(decidedBy !== undefined && { decidedBy }),
  }));
  return { candidates };
}
