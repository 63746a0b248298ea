import { apiDisabled } from "./api-disabled";
import { authPluginMissing } from "./auth-plugin-missing";
import { authProviderRemoved } from "./auth-provider-removed";
import { authorizedNetworkMistyped } from "./authorized-network-mistyped";
import { authorizedNetworkNotReserved } from "./authorized-network-not-reserved";
import { authorizedNetworkReverted } from "./authorized-network-reverted";
import { authorizedNetworksEmpty } from "./authorized-networks-empty";
import { authorizedNetworksFull } from "./authorized-networks-full";
import { authorizedNetworksOverwritten } from "./authorized-networks-overwritten";
import { authorizedNetworksRequired } from "./authorized-networks-required";
import { callerAddressFamily } from "./caller-address-family";
import { callerNotAuthorized } from "./caller-not-authorized";
import { certificateExpired } from "./certificate-expired";
import { certificateNameMismatch } from "./certificate-name-mismatch";
import { clusterProvisioning } from "./cluster-provisioning";
import { clusterUnhealthy } from "./cluster-unhealthy";
import { clustersGetDenied } from "./clusters-get-denied";
import { connectionRefused } from "./connection-refused";
import { controlPlaneUnready } from "./control-plane-unready";
import { credentialsNotSent } from "./credentials-not-sent";
import type { Check } from "./define-check";
import { dnsEndpointCaPinned } from "./dns-endpoint-ca-pinned";
import { dnsEndpointClosed } from "./dns-endpoint-closed";
import { dnsEndpointConnectDenied } from "./dns-endpoint-connect-denied";
import { dnsEndpointUnresolvable } from "./dns-endpoint-unresolvable";
import { egressAddressVaries } from "./egress-address-varies";
import { googleCloudCallerBlocked } from "./google-cloud-caller-blocked";
import { interceptingProxy } from "./intercepting-proxy";
import { ipEndpointsDisabled } from "./ip-endpoints-disabled";
import { kubernetesForbidden } from "./kubernetes-forbidden";
import { loginExpired } from "./login-expired";
import { noKubeconfigContext } from "./no-kubeconfig-context";
import { noPrivateEndpoint } from "./no-private-endpoint";
import { nodeRangeNotAuthorized } from "./node-range-not-authorized";
import { operationRunning } from "./operation-running";
import { privateEndpointEnforced } from "./private-endpoint-enforced";
import { privateEndpointFromOutside } from "./private-endpoint-from-outside";
import { proxyMisconfigured } from "./proxy-misconfigured";
import { publicEndpointDisabled } from "./public-endpoint-disabled";
import { rbacSubjectMismatch } from "./rbac-subject-mismatch";
import { servicePerimeter } from "./service-perimeter";
import { staleAuthorizedNetwork } from "./stale-authorized-network";
import { staleClusterCa } from "./stale-cluster-ca";
import { staleServerAddress } from "./stale-server-address";
import { tcpUnreachable } from "./tcp-unreachable";
import { tlsFailed } from "./tls-failed";
import { wrongContext } from "./wrong-context";
import { wrongLocation } from "./wrong-location";

/** Every check, in the order of the path; within a hop, the more specific cause first. */
export const checks: readonly Check[] = [
  noKubeconfigContext,
  authProviderRemoved,
  authPluginMissing,
  wrongContext,
  staleServerAddress,
  dnsEndpointCaPinned,
  proxyMisconfigured,
  apiDisabled,
  wrongLocation,
  clustersGetDenied,
  clusterProvisioning,
  clusterUnhealthy,
  ipEndpointsDisabled,
  publicEndpointDisabled,
  noPrivateEndpoint,
  privateEndpointFromOutside,
  servicePerimeter,
  dnsEndpointClosed,
  dnsEndpointConnectDenied,
  dnsEndpointUnresolvable,
  egressAddressVaries,
  callerAddressFamily,
  authorizedNetworkNotReserved,
  authorizedNetworksRequired,
  operationRunning,
  authorizedNetworksEmpty,
  authorizedNetworkReverted,
  authorizedNetworksOverwritten,
  staleAuthorizedNetwork,
  authorizedNetworkMistyped,
  authorizedNetworksFull,
  googleCloudCallerBlocked,
  nodeRangeNotAuthorized,
  privateEndpointEnforced,
  callerNotAuthorized,
  connectionRefused,
  tcpUnreachable,
  certificateExpired,
  certificateNameMismatch,
  staleClusterCa,
  interceptingProxy,
  tlsFailed,
  credentialsNotSent,
  loginExpired,
  rbacSubjectMismatch,
  kubernetesForbidden,
  controlPlaneUnready,
];
