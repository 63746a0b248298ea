import type { WorkloadQuestion } from "@/app/_client/workload-question";
import { parseClusterName } from "@/lib/core/cluster-name";
import { environmentName } from "./environment-name";

/** What the pod runs in, by its own name, and where that is. */
export function targetWords({
  target,
  environment,
  cluster,
}: Pick<WorkloadQuestion, "target" | "environment" | "cluster">): { readonly name: string; readonly note: string } {
  const resource = (target === "environment" ? environment : cluster) ?? "";
  const parsed = target === "environment" ? environmentName(resource) : parseClusterName(resource);
  if (!parsed) return { name: resource, note: "" };
  const name = "environment" in parsed ? parsed.environment : parsed.cluster;
  return { name, note: `${parsed.location} · ${parsed.project}` };
}
