import { unsupported } from "@/lib/simulator/google/errors";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { isJsonObject } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";
import type { CidrBlock, EndpointsChange, NetworksChange } from "./change";
import { refusals } from "./refusals";
import { type ClusterUpdate, clusterUpdate, isOtherUpdate, type SentNetworks } from "./update-schema";

/** What an update asks for, with the etag it names, or the answer that refuses it. */
export type ReadUpdate =
  | { readonly change: EndpointsChange; readonly etag: string | undefined; readonly refusal?: undefined }
  | { readonly refusal: SimulatedAnswer };

/** Reads the body of `UpdateCluster`, `{name?, update}`. Looks at the request only, not at the cluster. */
export function readUpdate(body: unknown): ReadUpdate {
  if (!isJsonObject(body as Json)) return { refusal: refusals.notJson() };
  const update = (body as JsonObject).update ?? {};
  if (!isJsonObject(update)) return { refusal: refusals.wrongType(["update"], "type.googleapis.com/ClusterUpdate") };
  const fields = Object.keys(update).filter((key) => key !== "etag" && update[key] !== null);
  const refusal = refuseFields(fields);
  if (refusal) return { refusal };
  const parsed = clusterUpdate.safeParse(update);
  if (!parsed.success) return { refusal: refuseShape(parsed.error.issues[0]) };
  const { data } = parsed;
  const change = changeOf(data);
  const forbidden = refuseContent(data) ?? (isEmpty(change) ? refusals.nothingToUpdate() : undefined);
  return forbidden ? { refusal: forbidden } : { change, etag: data.etag || undefined };
}

const twins = {
  desiredMasterAuthorizedNetworksConfig: "ip_endpoints_config.authorized_networks_config",
  desiredEnablePrivateEndpoint: "ip_endpoints_config.enable_public_endpoint",
  desiredPrivateClusterConfig: "ip_endpoints_config.global_access",
} as const;

function refuseFields(fields: readonly string[]): SimulatedAnswer | undefined {
  const [first] = fields;
  if (first === undefined) return refusals.nothingToUpdate();
  const known = Object.keys(clusterUpdate.shape);
  const unknown = fields.find((field) => !known.includes(field) && !isOtherUpdate(field));
  if (unknown !== undefined) return refusals.unknownField(unknown, ["update"]);
  const twin = Object.entries(twins).find(([field]) => fields.includes(field));
  if (twin && fields.includes("desiredControlPlaneEndpointsConfig")) {
    return refusals.bothShapes(`desired_control_plane_endpoints_config.${twin[1]}`, twin[0]);
  }
  if (fields.length > 1) return refusals.severalKinds(fields);
  return known.includes(first) ? undefined : unsupported(`update.${first}`);
}

type Issue = { readonly code?: string; readonly path: readonly PropertyKey[]; readonly keys?: readonly string[] };

function refuseShape(issue: Issue & { readonly expected?: string } = { path: [] }): SimulatedAnswer {
  const at = ["update", ...issue.path];
  const [key] = issue.keys ?? [];
  if (issue.code === "unrecognized_keys" && key !== undefined) return refusals.unknownField(key, at);
  const types: Readonly<Record<string, string>> = { boolean: "TYPE_BOOL", string: "TYPE_STRING", array: "repeated" };
  return refusals.wrongType(at, types[issue.expected ?? ""] ?? "TYPE_MESSAGE");
}

/** Empty texts are proto3's way to say nothing: recorded clients send `privateEndpointSubnetwork: ""`. */
function refuseContent({ desiredControlPlaneEndpointsConfig: endpoints }: ClusterUpdate): SimulatedAnswer | undefined {
  const path = "desired_control_plane_endpoints_config";
  if (endpoints?.dnsEndpointConfig?.endpoint) return refusals.outputOnly(`${path}.dns_endpoint_config.endpoint`);
  const ip = endpoints?.ipEndpointsConfig;
  if (ip?.publicEndpoint) return refusals.outputOnly(`${path}.ip_endpoints_config.public_endpoint`);
  if (ip?.privateEndpoint) return refusals.outputOnly(`${path}.ip_endpoints_config.private_endpoint`);
  return ip?.privateEndpointSubnetwork
    ? refusals.immutable(`${path}.ip_endpoints_config.private_endpoint_subnetwork`)
    : undefined;
}

function changeOf(update: ClusterUpdate): EndpointsChange {
  const { dnsEndpointConfig: dns, ipEndpointsConfig: ip } = update.desiredControlPlaneEndpointsConfig ?? {};
  const networks = ip?.authorizedNetworksConfig ?? update.desiredMasterAuthorizedNetworksConfig;
  const privateEndpoint = update.desiredEnablePrivateEndpoint;
  return {
    dns: given({
      allowExternalTraffic: dns?.allowExternalTraffic,
      enableK8sTokensViaDns: dns?.enableK8sTokensViaDns,
      enableK8sCertsViaDns: dns?.enableK8sCertsViaDns,
    }),
    ip: given({
      enabled: ip?.enabled,
      enablePublicEndpoint: typeof privateEndpoint === "boolean" ? !privateEndpoint : ip?.enablePublicEndpoint,
      globalAccess: ip?.globalAccess ?? update.desiredPrivateClusterConfig?.masterGlobalAccessConfig?.enabled,
    }),
    networks: networks ? networksChange(networks) : undefined,
    ...(update.desiredWorkloadIdentityConfig
      ? { workloadPool: update.desiredWorkloadIdentityConfig.workloadPool ?? "" }
      : {}),
  };
}

function networksChange(sent: SentNetworks): NetworksChange {
  return {
    enabled: sent.enabled ?? false,
    cidrBlocks: (sent.cidrBlocks ?? []).map(
      ({ cidrBlock, displayName }): CidrBlock => ({
        ...(displayName ? { displayName } : {}),
        cidrBlock: cidrBlock ?? "",
      }),
    ),
    ...given({
      gcpPublicCidrsAccessEnabled: sent.gcpPublicCidrsAccessEnabled,
      privateEndpointEnforcementEnabled: sent.privateEndpointEnforcementEnabled,
    }),
  };
}

function isEmpty({ dns, ip, networks, workloadPool }: EndpointsChange): boolean {
  return !networks && workloadPool === undefined && Object.keys(dns).length === 0 && Object.keys(ip).length === 0;
}

/** The flags that were sent. */
function given<Key extends string>(flags: Readonly<Record<Key, boolean | null | undefined>>): { [K in Key]?: boolean } {
  const sent = Object.entries<boolean | null | undefined>(flags).filter(([, value]) => typeof value === "boolean");
  return Object.fromEntries(sent) as { [K in Key]?: boolean };
}
