import type { World } from "@/lib/simulator/world";
import { world as authorizedNetworkMistyped } from "./authorized-network-mistyped";
import { world as authorizedNetworkNotReserved } from "./authorized-network-not-reserved";
import { world as authorizedNetworkReverted } from "./authorized-network-reverted";
import { world as authorizedNetworksEmpty } from "./authorized-networks-empty";
import { world as authorizedNetworksFull } from "./authorized-networks-full";
import { world as authorizedNetworksOverwritten } from "./authorized-networks-overwritten";
import { world as authorizedNetworksRequired } from "./authorized-networks-required";
import { world as callerNotAuthorized } from "./caller-not-authorized";
import { world as healthyAutopilot } from "./healthy-autopilot";
import { world as healthyDnsEndpoint } from "./healthy-dns-endpoint";
import { world as healthyOpenToAll } from "./healthy-open-to-all";
import { world as healthyPeering } from "./healthy-peering";
import { world as healthyPrivateEndpoint } from "./healthy-private-endpoint";
import { world as healthyPublicEndpoint } from "./healthy-public-endpoint";
import { world as nodeRangeNotAuthorized } from "./node-range-not-authorized";
import { world as operationRunning } from "./operation-running";
import { world as staleAuthorizedNetwork } from "./stale-authorized-network";

/** Every world of this folder, one file each, sorted by name; `index.test.ts` fails when a file is missing here. */
export const worlds: readonly World[] = [
  authorizedNetworkMistyped,
  authorizedNetworkNotReserved,
  authorizedNetworkReverted,
  authorizedNetworksEmpty,
  authorizedNetworksFull,
  authorizedNetworksOverwritten,
  authorizedNetworksRequired,
  callerNotAuthorized,
  healthyAutopilot,
  healthyDnsEndpoint,
  healthyOpenToAll,
  healthyPeering,
  healthyPrivateEndpoint,
  healthyPublicEndpoint,
  nodeRangeNotAuthorized,
  operationRunning,
  staleAuthorizedNetwork,
];
