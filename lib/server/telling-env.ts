import { z } from "zod";
import { type Endpoint, readEndpoint } from "@/lib/notify/endpoint";
import { readSecret } from "@/lib/notify/sign";

const longestWatch = 86_400;

/** The settings of what is watched, and of who is told what happened. A webhook's address is a secret: no message repeats it. */
export const tellingShape = {
  DRAWBRIDGE_WATCH_SECONDS: z.coerce.number().int().min(0).max(longestWatch).default(60),
  DRAWBRIDGE_WEBHOOKS: z
    .string()
    .default("")
    .transform((text, context): readonly Endpoint[] =>
      text
        .split(/[\s,]+/)
        .filter(Boolean)
        .flatMap((url, index) => {
          const endpoint = readEndpoint(url);
          if (!("problem" in endpoint)) return [endpoint];
          context.addIssue({ code: "custom", message: `number ${index + 1} ${endpoint.problem}` });
          return [];
        }),
    ),
  DRAWBRIDGE_WEBHOOK_SECRET: z
    .string()
    .refine(
      (text) => readSecret(text) !== undefined,
      "must be whsec_ and the base64 of 24 to 64 bytes: echo whsec_$(openssl rand -base64 32)",
    )
    .optional(),
};

type TellingEnv = z.infer<z.ZodObject<typeof tellingShape>>;

/** What is wrong with these settings taken together: a sentence for each. */
export function tellingProblems(env: TellingEnv): readonly string[] {
  const unsigned = env.DRAWBRIDGE_WEBHOOKS.length > 0 && env.DRAWBRIDGE_WEBHOOK_SECRET === undefined;
  return unsigned ? ["DRAWBRIDGE_WEBHOOK_SECRET: is required with DRAWBRIDGE_WEBHOOKS, which are signed with it"] : [];
}
