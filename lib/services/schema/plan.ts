import { z } from "zod";
import { policyAnswer } from "./access";

const command = z.string().nullable();

/** A plan as `POST /api/plans` answers it. */
export const plan = z.object({
  id: z.string(),
  title: z.string(),
  risk: z.enum(["none", "safe", "widens-access", "disruptive", "dangerous"]),
  steps: z.array(
    z.object({
      summary: z.string(),
      request: z
        .object({ method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]), path: z.string(), body: z.unknown() })
        .nullable(),
    }),
  ),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  permissions: z.array(z.string()),
  commands: z.object({ gcloud: command, kubectl: command, terraform: command }),
  undo: z.string().nullable(),
  warnings: z.array(z.string()),
  files: z.array(z.object({ name: z.string(), mediaType: z.string(), content: z.string() })),
  fingerprint: z.string(),
  expiresAt: z.string(),
  /** What `POST /api/plans/{id}/apply` does with it, for the person who asks, as everything is now. */
  apply: z.object({
    /** `grant`: lets a network in for a while. `update`: changes the cluster for good. `manual`: a person does it. */
    kind: z.enum(["grant", "update", "manual"]),
    /** To a grant of 4 hours, or to the update; null where nobody asks the policy. */
    policy: policyAnswer.nullable(),
    /** The cluster's name has to be typed. */
    confirmation: z.boolean(),
    /** Why it cannot be applied from here. */
    refused: z.string().nullable(),
  }),
});

export type PlanApply = z.infer<typeof plan>["apply"];
