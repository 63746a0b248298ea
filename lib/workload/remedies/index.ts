import type { PlanDraft, Refusal } from "@/lib/engine/plan";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import { addBinding } from "./add-binding";
import { allowEventReading } from "./allow-event-reading";
import { allowMetadataEgress } from "./allow-metadata-egress";
import { annotateServiceAccount } from "./annotate-service-account";
import { authorizeInComposer } from "./authorize-in-composer";
import { correctOperator } from "./correct-operator";
import { createGoogleServiceAccount } from "./create-google-service-account";
import { createNamespace } from "./create-namespace";
import { createServiceAccount } from "./create-service-account";
import type { WorkloadRemedy } from "./define-remedy";
import type { Repair } from "./define-repair";
import { enableGoogleServiceAccount } from "./enable-google-service-account";
import { enableWorkloadIdentity } from "./enable-workload-identity";
import { grantEnvironmentRole } from "./grant-environment-role";
import { grantResourceRole } from "./grant-resource-role";
import { leaveHostNetwork } from "./leave-host-network";
import { proveWithAPod } from "./prove-with-a-pod";
import type { WorkloadRemedyId, WorkloadRemedyRef } from "./remedy-ref";
import { removeCondition } from "./remove-condition";
import { repairChain } from "./repair-chain";
import type { WorkloadStep } from "./steps";
import { useComposerNamespace } from "./use-composer-namespace";
import { useGkeMetadata } from "./use-gke-metadata";
import { useInternalEndpoint } from "./use-internal-endpoint";
import { waitForMetadataServer } from "./wait-for-metadata-server";
import { waitForPropagation } from "./wait-for-propagation";

/** Those that Drawbridge carries out have `steps`. */
const remedies: { readonly [Id in WorkloadRemedyId]: WorkloadRemedy<Id> | Repair<Id> } = {
  "create-namespace": createNamespace,
  "create-service-account": createServiceAccount,
  "annotate-service-account": annotateServiceAccount,
  "add-binding": addBinding,
  "enable-workload-identity": enableWorkloadIdentity,
  "use-gke-metadata": useGkeMetadata,
  "repair-chain": repairChain,
  "create-google-service-account": createGoogleServiceAccount,
  "enable-google-service-account": enableGoogleServiceAccount,
  "grant-resource-role": grantResourceRole,
  "grant-environment-role": grantEnvironmentRole,
  "remove-condition": removeCondition,
  "leave-host-network": leaveHostNetwork,
  "allow-metadata-egress": allowMetadataEgress,
  "wait-for-propagation": waitForPropagation,
  "wait-for-metadata-server": waitForMetadataServer,
  "correct-operator": correctOperator,
  "use-composer-namespace": useComposerNamespace,
  "use-internal-endpoint": useInternalEndpoint,
  "allow-event-reading": allowEventReading,
  "authorize-in-composer": authorizeInComposer,
  "prove-with-a-pod": proveWithAPod,
};

/** The plan of a remedy for these facts, or why it cannot help. */
export function proposeWorkloadPlan(facts: WorkloadSnapshot, { id, params }: WorkloadRemedyRef): PlanDraft | Refusal {
  const remedy = remedies[id] as WorkloadRemedy;
  return remedy.propose(facts, params as Parameters<WorkloadRemedy["propose"]>[1]);
}

/** What Drawbridge does for a remedy, in order; refused also for one that a person follows. */
export function stepsOf(facts: WorkloadSnapshot, { id, params }: WorkloadRemedyRef): readonly WorkloadStep[] | Refusal {
  const remedy = remedies[id] as WorkloadRemedy | Repair;
  if (!("steps" in remedy)) return { refused: "Drawbridge does not do this by itself: a person follows the steps." };
  return remedy.steps(facts, params as Parameters<Repair["steps"]>[1]);
}

/** True for a remedy that Drawbridge can carry out. */
export function isRepair(id: WorkloadRemedyId): boolean {
  return "steps" in remedies[id];
}
