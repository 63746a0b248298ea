import { z } from "zod";
import type { IamBinding, IamPolicyView } from "@/lib/workload/facts/iam-view";

/** The etag of a policy that was never set, which some answers leave out with everything else: domain facts 6.4. */
const emptyPolicyEtag = "ACAB";

const condition = z.object({
  title: z.string().default(""),
  expression: z.string().default(""),
  description: z.string().optional(),
  location: z.string().optional(),
});

const binding = z.object({
  role: z.string(),
  members: z.array(z.string()).default([]),
  condition: condition.optional(),
});

/**
 * An IAM policy in the form that every Google API sends it in, read in version 3. `{}` is the empty one; another object
 * with nothing of a policy in it is somebody else's answer, and not an empty policy.
 */
export const iamPolicy = z
  .looseObject({ etag: z.string().optional(), version: z.number().default(0), bindings: z.array(binding).default([]) })
  .refine(
    ({ etag, version, bindings, ...others }) =>
      etag !== undefined || version > 0 || bindings.length > 0 || Object.keys(others).length === 0,
    "not an IAM policy",
  )
  .transform(
    ({ etag, version, bindings }): IamPolicyView => ({
      etag: etag ?? (bindings.length === 0 ? emptyPolicyEtag : ""),
      version,
      bindings: bindings.map(toBinding),
    }),
  );

function toBinding({ role, members, condition: given }: z.infer<typeof binding>): IamBinding {
  if (!given) return { role, members, condition: null };
  const { title, expression, description, location } = given;
  const rest = { ...(description !== undefined && { description }), ...(location !== undefined && { location }) };
  return { role, members, condition: { title, expression, ...rest } };
}
