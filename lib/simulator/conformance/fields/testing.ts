import type { FieldChange } from "@/lib/engine/plan";
import type { WorldState } from "@/lib/simulator/conformance/testing";
import type { JsonObject } from "@/lib/simulator/world";

/** What a field of a plan holds in this state; for members: the one that the change is about, or null. */
export function fieldValue(
  { cluster, accounts, policies, objects }: WorldState,
  { field, before, after }: FieldChange,
): unknown {
  const [, resource = "", role, member] = /^IAM policy of (\S+) (\S+) (?:members|(\S+) condition)$/.exec(field) ?? [];
  if (role !== undefined) {
    const bindings = policies[resource]?.filter((binding) => binding.role === role) ?? [];
    const asked = member ?? after ?? before ?? "";
    const found = bindings.filter(({ members }) => members.includes(asked));
    if (member === undefined) return found.some(({ condition }) => !condition) ? asked : null;
    const condition = found.find((binding) => binding.condition)?.condition;
    return condition ? `${condition.title}: ${condition.expression}` : null;
  }
  if (field === "workloadIdentityConfig.workloadPool") {
    return (cluster.workloadIdentityConfig as JsonObject | undefined)?.workloadPool ?? null;
  }
  const pool = /^NodePool (\S+) config\.workloadMetadataConfig\.mode$/.exec(field)?.[1];
  if (pool !== undefined) {
    const found = (cluster.nodePools as readonly JsonObject[]).find(({ name }) => name === pool);
    return ((found?.config as JsonObject | undefined)?.workloadMetadataConfig as JsonObject | undefined)?.mode ?? null;
  }
  const [, email = "", disabled] = /^Google service account (\S+)( disabled)?$/.exec(field) ?? [];
  if (disabled) return String(accounts[email]?.disabled ?? false);
  if (email) return accounts[email] ? "exists" : null;
  const [, name = "", annotation] = /^(\w+ \S+)(?: metadata\.annotations\["(.*)"\])?$/.exec(field) ?? [];
  const object = objects[name] as ObjectOf | undefined;
  if (annotation !== undefined) return object?.metadata.annotations?.[annotation] ?? null;
  if (!object) return null;
  const { rules: [rule] = [], roleRef, subjects: [subject] = [] } = object;
  if (rule) return `${rule.verbs.join(", ")} ${rule.resources.join(", ")}`;
  if (!roleRef || !subject) return "exists";
  const who = subject.namespace ? `system:serviceaccount:${subject.namespace}:${subject.name}` : subject.name;
  return `${roleRef.kind} ${roleRef.name} for ${who}`;
}

type ObjectOf = {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly rules?: readonly { readonly verbs: readonly string[]; readonly resources: readonly string[] }[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly name: string; readonly namespace?: string }[];
};
