import type { World } from "@/lib/simulator/world";
import { world as apiDisabled } from "./api-disabled";
import { world as authPluginMissing } from "./auth-plugin-missing";
import { world as authProviderRemoved } from "./auth-provider-removed";
import { world as authorizedNetworkMistyped } from "./authorized-network-mistyped";
import { world as authorizedNetworkNotReserved } from "./authorized-network-not-reserved";
import { world as authorizedNetworkReverted } from "./authorized-network-reverted";
import { world as authorizedNetworksEmpty } from "./authorized-networks-empty";
import { world as authorizedNetworksFull } from "./authorized-networks-full";
import { world as authorizedNetworksOverwritten } from "./authorized-networks-overwritten";
import { world as authorizedNetworksRequired } from "./authorized-networks-required";
import { world as callerAddressFamily } from "./caller-address-family";
import { world as callerNotAuthorized } from "./caller-not-authorized";
import { world as certificateExpired } from "./certificate-expired";
import { world as certificateNameMismatch } from "./certificate-name-mismatch";
import { world as clusterProvisioning } from "./cluster-provisioning";
import { world as clusterUnhealthy } from "./cluster-unhealthy";
import { world as clustersGetDenied } from "./clusters-get-denied";
import { world as connectionRefused } from "./connection-refused";
import { world as controlPlaneUnready } from "./control-plane-unready";
import { world as credentialsNotSent } from "./credentials-not-sent";
import { world as dnsEndpointCaPinned } from "./dns-endpoint-ca-pinned";
import { world as dnsEndpointClosed } from "./dns-endpoint-closed";
import { world as dnsEndpointConnectDenied } from "./dns-endpoint-connect-denied";
import { world as dnsEndpointUnresolvable } from "./dns-endpoint-unresolvable";
import { world as egressAddressVaries } from "./egress-address-varies";
import { world as googleCloudCallerBlocked } from "./google-cloud-caller-blocked";
import { world as healthyAutopilot } from "./healthy-autopilot";
import { world as healthyDns } from "./healthy-dns";
import { world as healthyOpenToAll } from "./healthy-open-to-all";
import { world as healthyPeering } from "./healthy-peering";
import { world as healthyPrivate } from "./healthy-private";
import { world as healthyPublic } from "./healthy-public";
import { world as interceptingProxy } from "./intercepting-proxy";
import { world as ipEndpointsDisabled } from "./ip-endpoints-disabled";
import { world as kubernetesForbidden } from "./kubernetes-forbidden";
import { world as loginExpired } from "./login-expired";
import { world as noKubeconfigContext } from "./no-kubeconfig-context";
import { world as noPrivateEndpoint } from "./no-private-endpoint";
import { world as nodeRangeNotAuthorized } from "./node-range-not-authorized";
import { world as operationRunning } from "./operation-running";
import { world as privateEndpointEnforced } from "./private-endpoint-enforced";
import { world as privateEndpointFromOutside } from "./private-endpoint-from-outside";
import { world as proxyMisconfigured } from "./proxy-misconfigured";
import { world as publicEndpointDisabled } from "./public-endpoint-disabled";
import { world as rbacSubjectMismatch } from "./rbac-subject-mismatch";
import { world as servicePerimeter } from "./service-perimeter";
import { world as staleAuthorizedNetwork } from "./stale-authorized-network";
import { world as staleClusterCa } from "./stale-cluster-ca";
import { world as staleServerAddress } from "./stale-server-address";
import { world as tcpUnreachable } from "./tcp-unreachable";
import { world as tlsFailed } from "./tls-failed";
import { world as wrongContext } from "./wrong-context";
import { world as wrongLocation } from "./wrong-location";
import { world as wrongRegion } from "./wrong-region";

/** Every world of this folder, one file each, sorted by name; `index.test.ts` fails when a file is missing here. */
export const worlds: readonly World[] = [
  apiDisabled,
  authPluginMissing,
  authProviderRemoved,
  authorizedNetworkMistyped,
  authorizedNetworkNotReserved,
  authorizedNetworkReverted,
  authorizedNetworksEmpty,
  authorizedNetworksFull,
  authorizedNetworksOverwritten,
  authorizedNetworksRequired,
  callerAddressFamily,
  callerNotAuthorized,
  certificateExpired,
  certificateNameMismatch,
  clusterProvisioning,
  clusterUnhealthy,
  clustersGetDenied,
  connectionRefused,
  controlPlaneUnready,
  credentialsNotSent,
  dnsEndpointCaPinned,
  dnsEndpointClosed,
  dnsEndpointConnectDenied,
  dnsEndpointUnresolvable,
  egressAddressVaries,
  googleCloudCallerBlocked,
  healthyAutopilot,
  healthyDns,
  healthyOpenToAll,
  healthyPeering,
  healthyPrivate,
  healthyPublic,
  interceptingProxy,
  ipEndpointsDisabled,
  kubernetesForbidden,
  loginExpired,
  noKubeconfigContext,
  noPrivateEndpoint,
  nodeRangeNotAuthorized,
  operationRunning,
  privateEndpointEnforced,
  privateEndpointFromOutside,
  proxyMisconfigured,
  publicEndpointDisabled,
  rbacSubjectMismatch,
  servicePerimeter,
  staleAuthorizedNetwork,
  staleClusterCa,
  staleServerAddress,
  tcpUnreachable,
  tlsFailed,
  wrongContext,
  wrongLocation,
  wrongRegion,
];
