import { mergePatch } from "@/lib/simulator/json/merge-patch";
import type { JsonObject } from "@/lib/simulator/world";

type Where = {
  readonly project: string;
  readonly location: string;
  /** A zone or a region; undefined without a cluster of one's own. */
  readonly clusterLocation: string | undefined;
  readonly serviceAccount: string;
};

/** The part of `EnvironmentConfig` that differs between Composer 1, 2 and 3. */
export function generationConfig(
  generation: 1 | 2 | 3,
  { project, location, clusterLocation, serviceAccount }: Where,
): JsonObject {
  const network = {
    network: `projects/${project}/global/networks/corp-vpc`,
    subnetwork: `projects/${project}/regions/${location}/subnetworks/corp-${location}`,
    serviceAccount,
  };
  if (generation === 1) {
    return mergePatch(common, {
      nodeCount: 3,
      nodeConfig: {
        ...network,
        location: `projects/${project}/zones/${clusterLocation ?? `${location}-b`}`,
        machineType: `projects/${project}/zones/${clusterLocation ?? `${location}-b`}/machineTypes/n1-standard-1`,
        diskSizeGb: 100,
        oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
        ipAllocationPolicy: { useIpAliases: true },
      },
      softwareConfig: { imageVersion: "composer-1.20.12-airflow-2.4.3", pythonVersion: "3", schedulerCount: 1 },
      databaseConfig: { machineType: "db-n1-standard-2" },
      webServerConfig: { machineType: "composer-n1-webserver-2" },
    });
  }
  if (generation === 2) {
    return mergePatch(common, {
      environmentSize: "ENVIRONMENT_SIZE_SMALL",
      nodeConfig: { ...network, ipAllocationPolicy: { useIpAliases: true } },
      privateEnvironmentConfig: {
        enablePrivateEnvironment: true,
        cloudComposerNetworkIpv4CidrBlock: "172.31.245.0/24",
        cloudComposerNetworkIpv4ReservedRange: "172.31.245.0/24",
        networkingConfig: { connectionType: "PRIVATE_SERVICE_CONNECT" },
        privateClusterConfig: {},
        cloudComposerConnectionSubnetwork: network.subnetwork,
      },
      masterAuthorizedNetworksConfig: {},
      softwareConfig: { imageVersion: "composer-2.9.7-airflow-2.9.3" },
      workloadsConfig: workloads,
    });
  }
  return mergePatch(common, {
    environmentSize: "ENVIRONMENT_SIZE_SMALL",
    nodeConfig: {
      ...network,
      composerInternalIpv4CidrBlock: "100.64.128.0/20",
      ipAllocationPolicy: {},
    },
    privateEnvironmentConfig: { networkingConfig: {} },
    softwareConfig: { imageVersion: "composer-3-airflow-2.10.5-build.15", webServerPluginsMode: "PLUGINS_ENABLED" },
    workloadsConfig: { ...workloads, dagProcessor: { count: 1, cpu: 1, memoryGb: 4, storageGb: 1 } },
  });
}

const common: JsonObject = {
  encryptionConfig: {},
  webServerNetworkAccessControl: {
    allowedIpRanges: [
      { value: "0.0.0.0/0", description: "Allows access from all IPv4 addresses (default value)" },
      { value: "::0/0", description: "Allows access from all IPv6 addresses (default value)" },
    ],
  },
};

const workloads: JsonObject = {
  scheduler: { count: 1, cpu: 0.5, memoryGb: 2, storageGb: 1 },
  triggerer: { count: 1, cpu: 0.5, memoryGb: 1 },
  webServer: { cpu: 1, memoryGb: 2, storageGb: 1 },
  worker: { cpu: 0.5, memoryGb: 2, storageGb: 1, minCount: 1, maxCount: 3 },
};
