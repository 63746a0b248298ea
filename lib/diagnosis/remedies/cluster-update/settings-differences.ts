import { parseCidr } from "@/lib/core/address";
import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { entryText } from "@/lib/diagnosis/remedies/authorized-networks/entry-text";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import type { FieldChange } from "@/lib/engine/plan";
import type { ClusterSettings } from "./settings";

const endpoints = "controlPlaneEndpointsConfig";

/**
 * Every setting that differs; entries one by one, removed ones first, each as often as it occurs. Their order does not
 * count, nor do host bits, which GKE clears.
 */
export function differencesBetween(before: ClusterSettings, after: ClusterSettings): readonly FieldChange[] {
  const list = `${authorizedNetworksField}.cidrBlocks`;
  const gone = missingFrom(after.networks.entries, before.networks.entries);
  const come = missingFrom(before.networks.entries, after.networks.entries);
  return [
    ...flag(`${endpoints}.dnsEndpointConfig.allowExternalTraffic`, before.dnsExternalTraffic, after.dnsExternalTraffic),
    ...flag(`${endpoints}.ipEndpointsConfig.enabled`, before.ipEndpoints, after.ipEndpoints),
    ...flag(`${endpoints}.ipEndpointsConfig.enablePublicEndpoint`, before.publicEndpoint, after.publicEndpoint),
    ...flag(`${endpoints}.ipEndpointsConfig.globalAccess`, before.globalAccess, after.globalAccess),
    ...flag(`${authorizedNetworksField}.enabled`, before.networks.enabled, after.networks.enabled),
    ...flag(
      `${authorizedNetworksField}.gcpPublicCidrsAccessEnabled`,
      before.networks.googleCloudAccess,
      after.networks.googleCloudAccess,
    ),
    ...flag(
      `${authorizedNetworksField}.privateEndpointEnforcementEnabled`,
      before.networks.privateEndpointEnforcement,
      after.networks.privateEndpointEnforcement,
    ),
    ...gone.map((entry) => ({ field: list, before: entryText(entry), after: null })),
    ...come.map((entry) => ({ field: list, before: null, after: entryText(entry) })),
  ];
}

/** The entries of `entries` that `list` has not, each counted as often as it occurs. */
export function missingFrom(list: readonly NetworkEntry[], entries: readonly NetworkEntry[]): readonly NetworkEntry[] {
  const rest = list.map(entryKey);
  return entries.filter((entry) => {
    const index = rest.indexOf(entryKey(entry));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

/** Equal for entries with the same name and the same network, however it is written. */
export function entryKey({ cidrBlock, displayName }: NetworkEntry): string {
  return JSON.stringify([parseCidr(cidrBlock) ?? cidrBlock, displayName]);
}

function flag(field: string, before: boolean | null, after: boolean | null): readonly FieldChange[] {
  return before === after ? [] : [{ field, before: text(before), after: text(after) }];
}

function text(value: boolean | null): string | null {
  return value === null ? null : String(value);
}
