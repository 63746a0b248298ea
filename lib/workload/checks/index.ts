import { annotationMismatch } from "./annotation-mismatch";
import { annotationMissing } from "./annotation-missing";
import { annotationUnwanted } from "./annotation-unwanted";
import { bindingConditional } from "./binding-conditional";
import { bindingForAnotherAccount } from "./binding-for-another-account";
import { bindingMissing } from "./binding-missing";
import { bindingNotYetEffective } from "./binding-not-yet-effective";
import { bindingOfDeletedAccount } from "./binding-of-deleted-account";
import { clusterMissing } from "./cluster-missing";
import { composer3Namespace } from "./composer-3-namespace";
import { composerAgentExtension } from "./composer-agent-extension";
import { composerEnvironmentMissing } from "./composer-environment-missing";
import { composerRunBlocked } from "./composer-run-blocked";
import type { Check } from "./define-check";
import { environmentAccountRole } from "./environment-account-role";
import { googleServiceAccountDisabled } from "./google-service-account-disabled";
import { googleServiceAccountMissing } from "./google-service-account-missing";
import { hostNetwork } from "./host-network";
import { identityOfNode } from "./identity-of-node";
import { metadataEgressBlocked } from "./metadata-egress-blocked";
import { metadataServerOff } from "./metadata-server-off";
import { metadataServerRace } from "./metadata-server-race";
import { namespaceMissing } from "./namespace-missing";
import { operatorConfigFileMissing } from "./operator-config-file-missing";
import { operatorDefaultNamespace } from "./operator-default-namespace";
import { operatorEventsForbidden } from "./operator-events-forbidden";
import { operatorPodsForbidden } from "./operator-pods-forbidden";
import { operatorPublicEndpoint } from "./operator-public-endpoint";
import { serviceAccountMissing } from "./service-account-missing";
import { targetRoleMissing } from "./target-role-missing";
import { tokenRefused } from "./token-refused";
import { workloadPoolMissing } from "./workload-pool-missing";

/** Every check, in the order of the chain; within a link, the more specific cause first. */
export const workloadChecks: readonly Check[] = [
  composerEnvironmentMissing,
  composer3Namespace,
  composerAgentExtension,
  environmentAccountRole,
  operatorConfigFileMissing,
  operatorDefaultNamespace,
  operatorPublicEndpoint,
  operatorEventsForbidden,
  operatorPodsForbidden,
  composerRunBlocked,
  clusterMissing,
  workloadPoolMissing,
  metadataServerOff,
  hostNetwork,
  metadataEgressBlocked,
  metadataServerRace,
  identityOfNode,
  namespaceMissing,
  serviceAccountMissing,
  annotationMissing,
  annotationMismatch,
  annotationUnwanted,
  googleServiceAccountMissing,
  googleServiceAccountDisabled,
  bindingOfDeletedAccount,
  bindingForAnotherAccount,
  bindingConditional,
  bindingMissing,
  bindingNotYetEffective,
  targetRoleMissing,
  tokenRefused,
];
