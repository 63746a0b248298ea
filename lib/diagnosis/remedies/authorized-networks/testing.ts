import fc from "fast-check";
import { parseCidr } from "@/lib/core/address";
import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";
import type { PlanDraft, Refusal } from "@/lib/engine/plan";

/** An entry as the gatherer reads it. */
export function entry(cidrBlock: string, displayName = ""): AuthorizedNetwork {
  return { cidrBlock, network: parseCidr(cidrBlock) ?? null, displayName };
}

/** Entries as people write them: host bits, duplicates, odd names, now and then nothing that can be read. */
export function arbitraryEntries(constraints: { readonly minLength?: number; readonly maxLength?: number } = {}) {
  const octet = fc.nat(255);
  const address = fc
    .tuple(fc.integer({ min: 1, max: 223 }), octet, octet, octet)
    .map((octets): string => octets.join("."));
  const cidr = fc.tuple(address, fc.integer({ min: 8, max: 32 })).map(([ip, length]) => `${ip}/${length}`);
  const odd = fc.constantFrom("office", "203.0.113.300/32", "2a01:4f8::/32", "62.4.5.6");
  const written = fc.oneof({ weight: 8, arbitrary: cidr }, { weight: 1, arbitrary: odd });
  const name = fc.oneof(fc.constantFrom("", "office", "ana's “laptop”", `$${"{var.x}"}`), fc.string({ maxLength: 20 }));
  const one = fc.tuple(written, name).map(([cidrBlock, displayName]) => entry(cidrBlock, displayName));
  return fc.array(one, { minLength: 1, maxLength: 40, ...constraints });
}

type SentNetworks = {
  readonly enabled: boolean;
  readonly cidrBlocks: readonly { readonly cidrBlock: string; readonly displayName?: string }[];
};

/** The list that a plan sends; undefined for a refusal and for a plan that sends none. */
export function sentList(plan: Omit<PlanDraft, "risk"> | Refusal): SentNetworks | undefined {
  if ("refused" in plan) return undefined;
  const request = plan.steps[0]?.request;
  return request?.method === "PUT" ? networksOf(request.body) : undefined;
}

/** `update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig` of a request's body. */
export function networksOf(body: unknown): SentNetworks {
  type Body = {
    readonly update: {
      readonly desiredControlPlaneEndpointsConfig: {
        readonly ipEndpointsConfig: { readonly authorizedNetworksConfig: SentNetworks };
      };
    };
  };
  return (body as Body).update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig;
}

/** The sent entries in the form of the cluster's own, so that both can be compared byte for byte. */
export function asEntries({ cidrBlocks }: SentNetworks): readonly AuthorizedNetwork[] {
  return cidrBlocks.map(({ cidrBlock, displayName }) => entry(cidrBlock, displayName ?? ""));
}
