import { createHash, X509Certificate } from "node:crypto";
import type { protos } from "@google-cloud/container";
import { parseAddress, parseCidr } from "@/lib/core/address";
import { isZone } from "@/lib/core/cluster-name";
import {
  type AuthorizedNetworks,
  type ClusterStatus,
  type ClusterView,
  clusterStatuses,
} from "@/lib/diagnosis/facts/cluster-view";

type Vendor = protos.google.container.v1.ICluster;
type VendorNetworks = protos.google.container.v1.IMasterAuthorizedNetworksConfig | null | undefined;

/**
 * One view of a cluster from either API shape: `controlPlaneEndpointsConfig` where it is filled, otherwise its
 * deprecated twins `privateClusterConfig` and `masterAuthorizedNetworksConfig`. Shapes: domain facts 1.2, 1.3.
 *
 * @param project the project's id as asked; the resource itself only has it inside URLs
 */
export function normaliseCluster(vendor: Vendor, project: string): ClusterView {
  const location = vendor.location || vendor.zone || "";
  const caCertificate = vendor.masterAuth?.clusterCaCertificate || null;
  return {
    name: { project, location, cluster: vendor.name ?? "" },
    status: statusOf(vendor.status),
    statusMessage: vendor.statusMessage ?? "",
    conditions: (vendor.conditions ?? []).map(({ code, canonicalCode, message }) => ({
      code: nameOf(code, "UNKNOWN") ?? nameOf(canonicalCode, "OK") ?? "UNKNOWN",
      message: message ?? "",
    })),
    mode: vendor.autopilot?.enabled ? "autopilot" : "standard",
    kind: isZone(location) ? "zonal" : "regional",
    version: vendor.currentMasterVersion ?? "",
    etag: vendor.etag ?? "",
    connectivity: vendor.privateClusterConfig?.peeringName ? "vpc-peering" : "private-service-connect",
    endpoints: endpointsOf(vendor),
    authorizedNetworks: networksOf(
      vendor.controlPlaneEndpointsConfig?.ipEndpointsConfig?.authorizedNetworksConfig ??
        vendor.masterAuthorizedNetworksConfig,
    ),
    privateNodes:
      vendor.networkConfig?.defaultEnablePrivateNodes ?? vendor.privateClusterConfig?.enablePrivateNodes ?? false,
    network: vendor.networkConfig?.network || vendor.network || "",
    subnetwork: vendor.networkConfig?.subnetwork || vendor.subnetwork || "",
    ranges: rangesOf(vendor),
    caCertificate,
    caSha256: caCertificate ? fingerprint(caCertificate) : null,
    labels: { ...vendor.resourceLabels },
    managedBy: managerOf(vendor.resourceLabels ?? {}),
  };
}

function endpointsOf(vendor: Vendor): ClusterView["endpoints"] {
  const ip = vendor.controlPlaneEndpointsConfig?.ipEndpointsConfig;
  const legacy = vendor.privateClusterConfig;
  const dns = vendor.controlPlaneEndpointsConfig?.dnsEndpointConfig;
  const own = parseAddress(vendor.endpoint ?? "") ?? null;

  const ipEnabled = ip ? (ip.enabled ?? Boolean(ip.publicEndpoint || ip.privateEndpoint)) : own !== null;
  const publicEnabled = ipEnabled && (ip?.enablePublicEndpoint ?? !legacy?.enablePrivateEndpoint);
  const publicAddress = publicEnabled ? ip?.publicEndpoint || legacy?.publicEndpoint || own : null;
  const privateAddress = ipEnabled ? ip?.privateEndpoint || legacy?.privateEndpoint || null : null;
  return {
    ipEnabled,
    public: { enabled: publicEnabled, address: publicAddress },
    private: {
      enabled: privateAddress !== null,
      address: privateAddress,
      globalAccess: ip?.globalAccess ?? legacy?.masterGlobalAccessConfig?.enabled ?? false,
    },
    dns: { host: dns?.endpoint || null, allowExternalTraffic: dns?.allowExternalTraffic ?? false },
    retiredPublicAddress: publicEnabled ? null : legacy?.publicEndpoint || null,
  };
}

function networksOf(networks: VendorNetworks): AuthorizedNetworks {
  return {
    enabled: networks?.enabled ?? false,
    entries: (networks?.cidrBlocks ?? []).map(({ cidrBlock, displayName }) => ({
      cidrBlock: cidrBlock ?? "",
      network: parseCidr(cidrBlock ?? "") ?? null,
      displayName: displayName ?? "",
    })),
    googleCloudAccess: networks?.gcpPublicCidrsAccessEnabled ?? null,
    privateEndpointEnforcement: networks?.privateEndpointEnforcementEnabled ?? null,
  };
}

function rangesOf(vendor: Vendor): ClusterView["ranges"] {
  const own = vendor.ipAllocationPolicy?.clusterIpv4CidrBlock || vendor.clusterIpv4Cidr || "";
  const pools = (vendor.nodePools ?? []).map((pool) => pool.networkConfig?.podIpv4CidrBlock || "");
  return {
    controlPlane: vendor.privateClusterConfig?.masterIpv4CidrBlock || null,
    pods: [...new Set([own, ...pools])].filter(Boolean),
    services: vendor.ipAllocationPolicy?.servicesIpv4CidrBlock || vendor.servicesIpv4Cidr || null,
  };
}

/** Labels that tools leave behind; `goog-composer-` keys are assumed by their prefix. */
function managerOf(labels: { readonly [key: string]: string }): ClusterView["managedBy"] {
  if (labels["goog-terraform-provisioned"] === "true") return "terraform";
  if (labels["managed-by-cnrm"] === "true") return "config-connector";
  return Object.keys(labels).some((key) => key.startsWith("goog-composer-")) ? "composer" : null;
}

function statusOf(status: Vendor["status"]): ClusterStatus {
  return clusterStatuses.find((known) => known === status) ?? "STATUS_UNSPECIFIED";
}

/** The name of an enum value that the client decoded; undefined for the value that stands for unset. */
function nameOf(value: unknown, unset: string): string | undefined {
  return typeof value === "string" && value !== unset && value !== "" ? value : undefined;
}

/** SHA-256 over the certificate's DER; over the bytes themselves where they are no certificate (redacted recordings). */
function fingerprint(base64: string): string {
  const bytes = Buffer.from(base64, "base64");
  return createHash("sha256").update(derOf(bytes)).digest("hex");
}

function derOf(bytes: Buffer): Buffer {
  try {
    return new X509Certificate(bytes).raw;
  } catch {
    return bytes;
  }
}
