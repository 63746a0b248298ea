import type { SandboxWorkload } from "@/app/_client/wire";
import { fromWorkloadRequest, type WorkloadQuestion } from "@/app/_client/workload-question";

/** The question of a prepared situation, with everything that its person pastes. */
export function workloadQuestion({ title, cluster, environment, request }: SandboxWorkload): WorkloadQuestion {
  const { target, resources, ...rest } = request;
  const where =
    target === "environment" && environment !== null
      ? ({ kind: "environment", environment } as const)
      : ({ kind: "cluster", cluster: cluster ?? "" } as const);
  return { ...fromWorkloadRequest({ ...rest, target: where, roles: [...resources] }, title), cluster, environment };
}
