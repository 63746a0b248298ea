import type { z } from "zod";
import { toGoogleError } from "./google-error";
import type { Rest, RestCall } from "./rest";

/** One reading call, its answer in the form that `schema` says. @throws GoogleError `invalid-answer` for another form */
export async function readRest<Value>(
  schema: z.ZodType<Value>,
  rest: Rest,
  call: Omit<RestCall, "authenticated">,
  signal: AbortSignal,
): Promise<Value> {
  const parsed = schema.safeParse(await rest({ ...call, authenticated: true }, signal));
  if (parsed.success) return parsed.data;
  throw toGoogleError(parsed.error);
}

const pageLimit = 20;

type Page<Item> = { readonly items: readonly Item[]; readonly nextPageToken: string | undefined };

/** Every page of a list. The first is asked for without a token. */
export async function readPages<Item>(read: (query: string) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const found: Item[] = [];
  let query = "";
  for (let count = 0; count < pageLimit; count += 1) {
    const { items, nextPageToken } = await read(query);
    found.push(...items);
    if (!nextPageToken) return found;
    query = `&pageToken=${encodeURIComponent(nextPageToken)}`;
  }
  return found;
}
