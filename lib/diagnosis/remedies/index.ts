import type { RemedyId } from "@/lib/core/remedy-id";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import type { PlanDraft, Refusal } from "@/lib/engine/plan";
import { aggregateNetworks } from "./aggregate-networks";
import { allowGoogleCloud } from "./allow-google-cloud";
import { allowInPerimeter } from "./allow-in-perimeter";
import { allowNetwork } from "./allow-network";
import { configureDns } from "./configure-dns";
import { correctLocation } from "./correct-location";
import { correctProxy } from "./correct-proxy";
import { createRoleBinding } from "./create-role-binding";
import type { Remedy } from "./define-remedy";
import { enableAuthorizedNetworks } from "./enable-authorized-networks";
import { enableGlobalAccess } from "./enable-global-access";
import { enableKubernetesApi } from "./enable-kubernetes-api";
import { enablePublicEndpoint } from "./enable-public-endpoint";
import { getCredentials } from "./get-credentials";
import { grantRole } from "./grant-role";
import { installAuthPlugin } from "./install-auth-plugin";
import { logIn } from "./log-in";
import { openDnsEndpoint } from "./open-dns-endpoint";
import type { RemedyRef } from "./remedy-ref";
import { removeNetwork } from "./remove-network";
import { repairCluster } from "./repair-cluster";
import { repairKubeconfig } from "./repair-kubeconfig";
import { replaceNetwork } from "./replace-network";
import { restoreNetworks } from "./restore-networks";
import { setTlsServerName } from "./set-tls-server-name";
import { synchroniseClock } from "./synchronise-clock";
import { useContext } from "./use-context";
import { useIpv4 } from "./use-ipv4";
import { usePrivateNetwork } from "./use-private-network";
import { waitForCluster } from "./wait-for-cluster";
import { waitForOperation } from "./wait-for-operation";

const remedies: { readonly [Id in RemedyId]: Remedy<Id> } = {
  "get-credentials": getCredentials,
  "use-context": useContext,
  "log-in": logIn,
  "install-auth-plugin": installAuthPlugin,
  "repair-kubeconfig": repairKubeconfig,
  "set-tls-server-name": setTlsServerName,
  "synchronise-clock": synchroniseClock,
  "correct-proxy": correctProxy,
  "correct-location": correctLocation,
  "wait-for-cluster": waitForCluster,
  "wait-for-operation": waitForOperation,
  "repair-cluster": repairCluster,
  "enable-kubernetes-api": enableKubernetesApi,
  "grant-role": grantRole,
  "open-dns-endpoint": openDnsEndpoint,
  "enable-global-access": enableGlobalAccess,
  "configure-dns": configureDns,
  "allow-in-perimeter": allowInPerimeter,
  "enable-public-endpoint": enablePublicEndpoint,
  "enable-authorized-networks": enableAuthorizedNetworks,
  "use-private-network": usePrivateNetwork,
  "allow-network": allowNetwork,
  "replace-network": replaceNetwork,
  "remove-network": removeNetwork,
  "aggregate-networks": aggregateNetworks,
  "restore-networks": restoreNetworks,
  "allow-google-cloud": allowGoogleCloud,
  "use-ipv4": useIpv4,
  "create-role-binding": createRoleBinding,
};

/** The plan of a remedy for these facts, or why it cannot help. */
export function proposePlan(facts: FactSnapshot, remedy: RemedyRef): PlanDraft | Refusal {
  return propose(remedies[remedy.id] as Remedy, facts, remedy);
}

/** `RemedyRef` ties params to the id, and the table ties the remedy to it; the compiler cannot follow both at once. */
function propose(remedy: Remedy, facts: FactSnapshot, { params }: RemedyRef): PlanDraft | Refusal {
  return remedy.propose(facts, params as Parameters<Remedy["propose"]>[1]);
}
