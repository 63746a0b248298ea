import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { world as annotationMismatch } from "./annotation-mismatch";
import { world as annotationMissing } from "./annotation-missing";
import { world as annotationUnwanted } from "./annotation-unwanted";
import { world as bindingConditional } from "./binding-conditional";
import { world as bindingForAnotherAccount } from "./binding-for-another-account";
import { world as bindingJustAdded } from "./binding-just-added";
import { world as bindingMissing } from "./binding-missing";
import { world as bindingNotYetEffective } from "./binding-not-yet-effective";
import { world as bindingOfDeletedAccount } from "./binding-of-deleted-account";
import { world as clusterMissing } from "./cluster-missing";
import { world as composer3Namespace } from "./composer-3-namespace";
import { world as composerAccountUnbound } from "./composer-account-unbound";
import { world as composerAgentExtension } from "./composer-agent-extension";
import { world as composerEnvironmentMissing } from "./composer-environment-missing";
import { world as composerRunBlocked } from "./composer-run-blocked";
import { world as environmentAccountRole } from "./environment-account-role";
import { world as googleServiceAccountDisabled } from "./google-service-account-disabled";
import { world as googleServiceAccountMissing } from "./google-service-account-missing";
import { world as healthyAutopilotWorkload } from "./healthy-autopilot-workload";
import { world as healthyComposer2 } from "./healthy-composer-2";
import { world as healthyComposer3 } from "./healthy-composer-3";
import { world as healthyDirect } from "./healthy-direct";
import { world as healthyWorkload } from "./healthy-workload";
import { world as hostNetwork } from "./host-network";
import { world as identityOfNode } from "./identity-of-node";
import { world as metadataEgressBlocked } from "./metadata-egress-blocked";
import { world as metadataServerOff } from "./metadata-server-off";
import { world as metadataServerPartlyOff } from "./metadata-server-partly-off";
import { world as metadataServerRace } from "./metadata-server-race";
import { world as namespaceMissing } from "./namespace-missing";
import { world as operatorConfigFileMissing } from "./operator-config-file-missing";
import { world as operatorDefaultNamespace } from "./operator-default-namespace";
import { world as operatorEventsForbidden } from "./operator-events-forbidden";
import { world as operatorPodsForbidden } from "./operator-pods-forbidden";
import { world as operatorPublicEndpoint } from "./operator-public-endpoint";
import { world as provenWorkload } from "./proven-workload";
import { world as serviceAccountMissing } from "./service-account-missing";
import { world as targetRoleMissing } from "./target-role-missing";
import { world as tokenRefused } from "./token-refused";
import { world as workloadPoolMissing } from "./workload-pool-missing";

/** Every situation of the workload page. */
export const workloadWorlds: readonly WorkloadWorld[] = [
  annotationMismatch,
  annotationMissing,
  annotationUnwanted,
  bindingConditional,
  bindingForAnotherAccount,
  bindingJustAdded,
  bindingMissing,
  bindingNotYetEffective,
  bindingOfDeletedAccount,
  clusterMissing,
  composer3Namespace,
  composerAccountUnbound,
  composerAgentExtension,
  composerEnvironmentMissing,
  composerRunBlocked,
  environmentAccountRole,
  googleServiceAccountDisabled,
  googleServiceAccountMissing,
  healthyAutopilotWorkload,
  healthyComposer2,
  healthyComposer3,
  healthyDirect,
  healthyWorkload,
  hostNetwork,
  identityOfNode,
  metadataEgressBlocked,
  metadataServerOff,
  metadataServerPartlyOff,
  metadataServerRace,
  namespaceMissing,
  operatorConfigFileMissing,
  operatorDefaultNamespace,
  operatorEventsForbidden,
  operatorPodsForbidden,
  operatorPublicEndpoint,
  provenWorkload,
  serviceAccountMissing,
  targetRoleMissing,
  tokenRefused,
  workloadPoolMissing,
];
