import { digest } from "@/lib/simulator/cluster/addresses";
import { isJsonObject, textAt } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";

/** One binding of an IAM policy. */
export type IamBinding = {
  readonly role: string;
  readonly members: readonly string[];
  /** `{title, expression, description?}` as it was sent. */
  readonly condition?: JsonObject;
};

/** An IAM policy as it is kept: conditions included, the etag in canonical base64. */
export type IamPolicy = { readonly version: 1 | 3; readonly etag: string; readonly bindings: readonly IamBinding[] };

/** Recorded: the etag of a policy that nobody ever set. */
export const emptyPolicyEtag = "ACAB";

/** A policy with these bindings; documented: only conditions make it version 3. */
export function iamPolicy(bindings: readonly IamBinding[], etag: string): IamPolicy {
  return { version: bindings.some(({ condition }) => condition !== undefined) ? 3 : 1, etag, bindings };
}

/** The etag of a resource's policy after this many changes: eight bytes in base64, which is what gcloud decodes. */
export function policyEtag(resource: string, revision: number): string {
  return Buffer.from(`0706${digest(`policy ${revision} ${resource}`, 12)}`, "hex").toString("base64");
}

/** The bindings of a policy in JSON, in their order; what is no binding is left out. */
export function bindingsOf(policy: JsonObject): readonly IamBinding[] {
  const bindings: readonly Json[] = Array.isArray(policy.bindings) ? policy.bindings : [];
  return bindings.filter(isJsonObject).map((binding) => {
    const members: readonly Json[] = Array.isArray(binding.members) ? binding.members : [];
    return {
      role: textAt(binding, "role") ?? "",
      members: members.filter((member) => typeof member === "string"),
      ...(isJsonObject(binding.condition) ? { condition: binding.condition } : {}),
    };
  });
}

/** As Google keeps bindings: one per role and condition, every member once, none without members. */
export function normalBindings(bindings: readonly IamBinding[]): readonly IamBinding[] {
  const byKey = new Map<string, IamBinding>();
  for (const binding of bindings) {
    const key = JSON.stringify([binding.role, binding.condition ?? null]);
    const members = [...(byKey.get(key)?.members ?? []), ...binding.members];
    byKey.set(key, { ...binding, members: [...new Set(members)] });
  }
  return [...byKey.values()].filter(({ members }) => members.length > 0);
}

/** `{role: members}` as bindings. */
export function bindingsByRole(roles: Readonly<Record<string, readonly string[]>>): readonly IamBinding[] {
  return Object.entries(roles).map(([role, members]) => ({ role, members }));
}
