import { z } from "zod";
import { addressFamily, addressScope } from "@/lib/core/address";
import { badRequest } from "@/lib/core/problem";
import type { SeenCaller } from "@/lib/diagnosis/gatherers/surroundings";

export const callerDescription = z.object({
  address: z.string(),
  family: z.enum(["ipv4", "ipv6"]),
  scope: z.enum(["public", "private", "carrier-grade-nat", "documentation", "loopback", "link-local", "other"]),
  source: z.enum(["load-balancer", "connection"]),
  /** True when GKE would see the same address: it is a public one that a trusted hop reported. */
  trusted: z.boolean(),
});

/**
 * The caller as this server sees it.
 *
 * @throws Problem 400 when the proxies in front do not agree with the settings
 */
export function describeCaller(caller: SeenCaller | { readonly problem: string }): z.infer<typeof callerDescription> {
  if ("problem" in caller) throw badRequest(caller.problem);
  const { address, source } = caller;
  const scope = addressScope(address);
  return { address, family: addressFamily(address), scope, source, trusted: scope === "public" };
}
