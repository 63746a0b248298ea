import { z } from "zod";
import type { Rest } from "./rest";

const ranges = z.object({
  prefixes: z.array(
    z.object({ ipv4Prefix: z.string().optional(), ipv6Prefix: z.string().optional(), scope: z.string().optional() }),
  ),
});

export type GoogleRange = { readonly cidr: string; readonly scope: string };

/** The address ranges that Google Cloud customers' resources have, from the file that Google publishes. */
export async function googleCloudRanges(rest: Rest, signal: AbortSignal): Promise<readonly GoogleRange[]> {
  const { prefixes } = ranges.parse(
    await rest({ host: "www.gstatic.com", path: "/ipranges/cloud.json", authenticated: false }, signal),
  );
  return prefixes.flatMap(({ ipv4Prefix, ipv6Prefix, scope }) => {
    const cidr = ipv4Prefix ?? ipv6Prefix;
    return cidr ? [{ cidr, scope: scope ?? "" }] : [];
  });
}
