import type { PlanDraft, Refusal } from "@/lib/engine/plan";
import { defaultPool, impersonationMember } from "@/lib/workload/facts/derive/member";
import type { WorkloadFactName, WorkloadFactValues, WorkloadSnapshot } from "@/lib/workload/facts/schema";
import type { WorkloadClusterView } from "@/lib/workload/facts/workload-cluster-view";
import type { WorkloadRemedy } from "./define-remedy";
import { planSteps } from "./plan-steps";
import type { WorkloadRemedyId, WorkloadRemedyParams } from "./remedy-ref";
import type { WorkloadStep } from "./steps";

/** A remedy that Drawbridge carries out, as steps. */
export type Repair<Id extends WorkloadRemedyId = WorkloadRemedyId> = WorkloadRemedy<Id> & {
  /** What is to be done on these facts, in order, or why it cannot help. */
  readonly steps: (snapshot: WorkloadSnapshot, params: WorkloadRemedyParams[Id]) => readonly WorkloadStep[] | Refusal;
};

/** What every repair knows. */
export type RepairScene = {
  readonly request: WorkloadFactValues["request"];
  readonly cluster: WorkloadClusterView;
  /** The cluster's pool, or the one that it would get. */
  readonly pool: string;
  /** The Kubernetes service account as IAM's policies name it. */
  readonly member: string;
};

type Needed<Needs extends WorkloadFactName> = { readonly [Name in Needs]: WorkloadFactValues[Name] };

const tenant =
  "Composer 3 runs pods in a cluster of Google's own: nothing can be changed in it, and Composer prepares its service accounts.";

/**
 * Turns a pure function over known facts into a remedy of steps, whose plan has the exact requests. It refuses by name when
 * a fact is missing, and where there is no cluster to change.
 */
export function defineRepair<Id extends WorkloadRemedyId, const Needs extends WorkloadFactName>(definition: {
  readonly id: Id;
  readonly needs: readonly Needs[];
  readonly title: (scene: RepairScene, params: WorkloadRemedyParams[Id]) => string;
  readonly steps: (
    facts: Needed<Needs>,
    scene: RepairScene,
    params: WorkloadRemedyParams[Id],
  ) => readonly WorkloadStep[] | Refusal;
  readonly warnings?: (facts: Needed<Needs>, scene: RepairScene) => readonly string[];
}): Repair<Id> {
  const needs = [...new Set<WorkloadFactName>(["request", "cluster", ...definition.needs])];
  const prepare = (snapshot: WorkloadSnapshot) => {
    for (const name of needs) {
      const fact = snapshot[name];
      if (fact?.state !== "known") {
        return { refused: `The plan needs a fact that is missing (${name}): ${fact?.detail ?? "not gathered"}.` };
      }
    }
    const values = needs.map((name) => [name, knownValue(snapshot, name)]);
    const facts = Object.fromEntries(values) as Needed<Needs | "request" | "cluster">;
    const scene = sceneOf(facts);
    return "refused" in scene ? scene : { facts, scene };
  };
  const steps: Repair<Id>["steps"] = (snapshot, params) => {
    const prepared = prepare(snapshot);
    return "refused" in prepared ? prepared : definition.steps(prepared.facts, prepared.scene, params);
  };
  return {
    id: definition.id,
    risk: "disruptive",
    needs,
    steps,
    propose(snapshot, params): PlanDraft | Refusal {
      const prepared = prepare(snapshot);
      if ("refused" in prepared) return prepared;
      const { facts, scene } = prepared;
      const planned = definition.steps(facts, scene, params);
      if ("refused" in planned) return planned;
      const account = knownValue(snapshot, "serviceAccount");
      const ground = {
        cluster: scene.cluster,
        composer: scene.request.target.kind === "environment",
        resourceVersion: account?.exists ? account.resourceVersion : null,
        policy: knownValue(snapshot, "policy")?.policy ?? null,
      };
      const warnings = definition.warnings?.(facts, scene) ?? [];
      return planSteps(definition.title(scene, params), planned, ground, { warnings });
    },
  };
}

function knownValue<Name extends WorkloadFactName>(
  snapshot: WorkloadSnapshot,
  name: Name,
): WorkloadFactValues[Name] | undefined {
  const fact = snapshot[name];
  return fact?.state === "known" ? fact.value : undefined;
}

function sceneOf({ request, cluster }: Needed<"request" | "cluster">): RepairScene | Refusal {
  if (cluster.outcome === "tenant") return { refused: tenant };
  if (cluster.outcome === "not-found") return { refused: `The cluster is not there: ${cluster.message}` };
  const { view } = cluster;
  const pool = view.workloadPool ?? defaultPool(view.name.project);
  const member = impersonationMember(pool, request.namespace, request.serviceAccount);
  return { request, cluster: view, pool, member };
}
