import type { JsonObject } from "@/lib/simulator/world";
import { type KubeObject, objectIn, objectsIn, textIn } from "../objects/kube-object";
import { parseQuantity } from "../objects/quantity";

/** The node that a pod goes to, or what the scheduler says of there being none. */
export type Placement = { readonly node: KubeObject } | { readonly node?: undefined; readonly message: string };

/**
 * Chooses the first node whose labels and allocatable resources fit. What other pods use is not counted. `grows`: an
 * Autopilot cluster, which makes nodes of the size that a pod needs.
 */
export function placePod(spec: JsonObject, nodes: readonly KubeObject[], grows: boolean): Placement {
  const selector = objectIn(spec, "nodeSelector");
  const matching = nodes.filter((node) => matches(selector, objectIn(node, "metadata", "labels"), grows));
  const requests = totalRequests(spec);
  const lacking = (node: KubeObject) =>
    ["cpu", "memory"].filter((resource) => !grows && (requests[resource] ?? 0) > allocatable(node, resource));
  const node = matching.find((candidate) => lacking(candidate).length === 0);
  if (node) return { node };
  const total = nodes.length;
  const unmatched = total - matching.length;
  const reasons = [
    ...["cpu", "memory"].flatMap((resource) => {
      const count = matching.filter((candidate) => lacking(candidate).includes(resource)).length;
      return count > 0 ? [`${count} Insufficient ${resource}`] : [];
    }),
    ...(unmatched > 0 ? [`${unmatched} node(s) didn't match Pod's node affinity/selector`] : []),
  ].sort();
  const preemption = [
    ...(matching.length > 0 ? [`${matching.length} No preemption victims found for incoming pod`] : []),
    ...(unmatched > 0 ? [`${unmatched} Preemption is not helpful for scheduling`] : []),
  ];
  if (total === 0) return { message: "no nodes available to schedule pods" };
  const available = `0/${total} nodes are available:`;
  return { message: `${available} ${reasons.join(", ")}. preemption: ${available} ${preemption.join(", ")}.` };
}

/** Autopilot makes nodes for the labels that choose a kind of node. */
function matches(selector: JsonObject, labels: JsonObject, grows: boolean): boolean {
  return Object.entries(selector).every(
    ([key, value]) => labels[key] === value || (grows && /^(cloud\.google\.com|topology\.kubernetes\.io)\//.test(key)),
  );
}

function totalRequests(spec: JsonObject): Readonly<Record<string, number>> {
  const containers = objectsIn(spec, "containers").map((container) => objectIn(container, "resources", "requests"));
  const sum = (resource: string) =>
    containers.reduce((total, requests) => total + (parseQuantity(requests[resource] ?? 0) ?? 0), 0);
  return { cpu: sum("cpu"), memory: sum("memory") };
}

function allocatable(node: KubeObject, resource: string): number {
  return parseQuantity(textIn(node, "status", "allocatable", resource)) ?? 0;
}
