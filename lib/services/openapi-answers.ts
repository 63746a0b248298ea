import { z } from "zod";
import { rule } from "./schema/access";

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  /** Of `/problems/policy`: the rules that say no. */
  rules: z.array(rule).optional(),
});

/** A body of JSON, for the OpenAPI document. */
export const json = (schema: z.ZodType) => ({ "application/json": { schema } });

/** What a handler answers when all is well, and the problem that it answers otherwise. */
export const answers = (description: string, content: Record<string, { schema: z.ZodType }>, status = "200") => ({
  [status]: { description, content },
  default: {
    description: "What was wrong and what to do (RFC 9457)",
    content: { "application/problem+json": { schema: problem } },
  },
});

/** Optional parameters of the query. */
export const query = (...names: string[]) => ({
  query: z.object(Object.fromEntries(names.map((name) => [name, z.string().optional()]))),
});
