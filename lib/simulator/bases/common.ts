import { officeNetwork, serverAddress } from "@/lib/simulator/places";
import type { JsonObject } from "@/lib/simulator/world";

/** The version every base runs. */
export const gkeVersion = "1.33.5-gke.1201000";

/** The entries of every base: its healthy people are in the office, and Drawbridge's own probes get through. */
export const authorizedNetworks = [
  { displayName: "office", cidrBlock: officeNetwork },
  { displayName: "drawbridge", cidrBlock: `${serverAddress}/32` },
] as const;

const oauthScopes = [
  "https://www.googleapis.com/auth/devstorage.read_only",
  "https://www.googleapis.com/auth/logging.write",
  "https://www.googleapis.com/auth/monitoring",
  "https://www.googleapis.com/auth/service.management.readonly",
  "https://www.googleapis.com/auth/servicecontrol",
  "https://www.googleapis.com/auth/trace.append",
] as const;

/** The fields that every cluster has, in the shape of `clusters.get` (v1). Placeholders are filled by `build-cluster`. */
export const commonFields: JsonObject = {
  addonsConfig: {
    dnsCacheConfig: { enabled: true },
    gcePersistentDiskCsiDriverConfig: { enabled: true },
    kubernetesDashboard: { disabled: true },
    networkPolicyConfig: { disabled: true },
  },
  anonymousAuthenticationConfig: { mode: "ENABLED" },
  autopilot: {},
  autoscaling: {
    autoprovisioningNodePoolDefaults: {
      imageType: "COS_CONTAINERD",
      management: { autoRepair: true, autoUpgrade: true },
      oauthScopes,
      serviceAccount: "default",
    },
    autoscalingProfile: "BALANCED",
  },
  binaryAuthorization: {},
  clusterIpv4Cidr: "10.64.0.0/14",
  createTime: "2026-02-11T09:24:31+00:00",
  currentMasterVersion: gkeVersion,
  currentNodeCount: 3,
  currentNodeVersion: gkeVersion,
  databaseEncryption: { currentState: "CURRENT_STATE_DECRYPTED", state: "DECRYPTED" },
  defaultMaxPodsConstraint: { maxPodsPerNode: "110" },
  enterpriseConfig: { clusterTier: "STANDARD" },
  etag: "{etag}",
  id: "{id}",
  initialClusterVersion: gkeVersion,
  ipAllocationPolicy: {
    clusterIpv4Cidr: "10.64.0.0/14",
    clusterIpv4CidrBlock: "10.64.0.0/14",
    clusterSecondaryRangeName: "gke-{name}-pods",
    podCidrOverprovisionConfig: {},
    servicesIpv4Cidr: "34.118.224.0/20",
    servicesIpv4CidrBlock: "34.118.224.0/20",
    stackType: "IPV4",
    useIpAliases: true,
  },
  labelFingerprint: "a9dc16a7",
  legacyAbac: {},
  loggingConfig: { componentConfig: { enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS"] } },
  loggingService: "logging.googleapis.com/kubernetes",
  maintenancePolicy: { resourceVersion: "e3b0c442" },
  masterAuth: { clientCertificateConfig: {}, clusterCaCertificate: "{ca}" },
  monitoringConfig: {
    advancedDatapathObservabilityConfig: {},
    componentConfig: { enableComponents: ["SYSTEM_COMPONENTS", "STORAGE", "POD", "DEPLOYMENT", "CADVISOR", "KUBELET"] },
    managedPrometheusConfig: { enabled: true },
  },
  monitoringService: "monitoring.googleapis.com/kubernetes",
  name: "{name}",
  network: "corp-vpc",
  networkConfig: {
    defaultSnatStatus: {},
    network: "projects/{project}/global/networks/corp-vpc",
    serviceExternalIpsConfig: {},
    subnetwork: "projects/{project}/regions/{region}/subnetworks/corp-{region}",
  },
  nodePoolAutoConfig: { nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: false } },
  nodePoolDefaults: {
    nodeConfigDefaults: {
      loggingConfig: { variantConfig: { variant: "DEFAULT" } },
      nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: false },
    },
  },
  notificationConfig: { pubsub: {} },
  podAutoscaling: { hpaProfile: "PERFORMANCE" },
  rbacBindingConfig: {
    enableInsecureBindingSystemAuthenticated: true,
    enableInsecureBindingSystemUnauthenticated: true,
  },
  releaseChannel: { channel: "REGULAR" },
  resourceLabels: { team: "data-platform" },
  securityPostureConfig: { mode: "BASIC", vulnerabilityMode: "VULNERABILITY_DISABLED" },
  servicesIpv4Cidr: "34.118.224.0/20",
  shieldedNodes: { enabled: true },
  status: "RUNNING",
  subnetwork: "corp-{region}",
  userManagedKeysConfig: {},
  workloadIdentityConfig: { workloadPool: "{project}.svc.id.goog" },
};

const nodeConfig: JsonObject = {
  bootDisk: { diskType: "pd-balanced", sizeGb: "100" },
  diskSizeGb: 100,
  diskType: "pd-balanced",
  effectiveCgroupMode: "EFFECTIVE_CGROUP_MODE_V2",
  imageType: "COS_CONTAINERD",
  kubeletConfig: { insecureKubeletReadonlyPortEnabled: false, maxParallelImagePulls: 2 },
  machineType: "e2-standard-4",
  metadata: { "disable-legacy-endpoints": "true" },
  oauthScopes,
  resourceLabels: { "goog-gke-node-pool-provisioning-model": "on-demand" },
  serviceAccount: "default",
  shieldedInstanceConfig: { enableIntegrityMonitoring: true },
  windowsNodeConfig: {},
  workloadMetadataConfig: { mode: "GKE_METADATA" },
};

/** The fields of a Standard cluster with one node pool of this many nodes, in these zones. */
export function standardNodes(zones: readonly string[], nodeCount: number, privateNodes: boolean): JsonObject {
  const instanceGroupUrls = zones.map(
    (zone) =>
      `https://www.googleapis.com/compute/v1/projects/{project}/zones/${zone}/instanceGroupManagers/gke-{name}-default-pool-{shortId}-grp`,
  );
  return {
    currentNodeCount: nodeCount,
    initialNodeCount: 1,
    instanceGroupUrls,
    nodeConfig,
    nodePools: [
      {
        config: nodeConfig,
        etag: "{etag}",
        initialNodeCount: 1,
        instanceGroupUrls,
        locations: zones,
        management: { autoRepair: true, autoUpgrade: true },
        maxPodsConstraint: { maxPodsPerNode: "110" },
        name: "default-pool",
        networkConfig: {
          ...(privateNodes ? { enablePrivateNodes: true } : {}),
          podIpv4CidrBlock: "10.64.0.0/14",
          podIpv4RangeUtilization: 0.003,
          podRange: "gke-{name}-pods",
          subnetwork: "projects/{project}/regions/{region}/subnetworks/corp-{region}",
        },
        podIpv4CidrSize: 24,
        selfLink: "{selfLink}/nodePools/default-pool",
        status: "RUNNING",
        upgradeSettings: { maxSurge: 1, strategy: "SURGE" },
        version: gkeVersion,
      },
    ],
  };
}
