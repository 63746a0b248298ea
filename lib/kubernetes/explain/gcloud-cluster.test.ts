import { describe } from "vitest";
import { itExplains } from "./testing";

const getCredentials = (message: string) =>
  `Fetching cluster endpoint and auth data.\nERROR: (gcloud.container.clusters.get-credentials) ${message}\n`;
const update = (message: string) => `ERROR: (gcloud.container.clusters.update) ${message}\n`;
const tokenFile =
  " This command is authenticated with an access token from /tmp/token specified by the [auth/access_token_file] property.";

describe("gcloud: the cluster", () => {
  itExplains([
    {
      name: "location missing",
      text: "ERROR: (gcloud.container.clusters.get-credentials) One of [--location, --zone, --region] must be supplied.",
      causes: ["gcloud-location-missing"],
    },
    {
      name: "exists nowhere",
      text: getCredentials(
        "ResponseError: code=404, message=Not found: projects/corp-data-prod/locations/europe-west1/clusters/nope.\nNo cluster named 'nope' in corp-data-prod.",
      ),
      causes: ["gcloud-cluster-not-found"],
      details: { cluster: "nope", project: "corp-data-prod", location: "europe-west1" },
    },
    {
      name: "exists elsewhere",
      text: getCredentials(
        `ResponseError: code=404, message=Not found: projects/corp-data-prod/locations/us-central1/clusters/analytics-private.${tokenFile}\nCould not find [analytics-private] in [us-central1].\nDid you mean [analytics-private] in [europe-west1]?`,
      ),
      causes: ["gcloud-cluster-not-found"],
      details: { cluster: "analytics-private", location: "us-central1", suggestedLocation: "europe-west1" },
    },
    {
      name: "zonal",
      text: update("NOT_FOUND: Not found: projects/corp-data-prod/zones/europe-west1-b/clusters/nope."),
      causes: ["gcloud-cluster-not-found"],
      details: { location: "europe-west1-b" },
    },
    {
      name: "provisioning",
      text: getCredentials("cluster analytics-private is missing endpoint. Is it still PROVISIONING?"),
      causes: ["gcloud-cluster-provisioning"],
      details: { cluster: "analytics-private" },
    },
    {
      name: "no private endpoint",
      text: getCredentials("cluster analytics-private is missing private endpoint. Is it still PROVISIONING?"),
      causes: ["gcloud-no-private-endpoint", "gcloud-cluster-provisioning"],
    },
    {
      name: "not private",
      text: getCredentials("cluster analytics-private is not a private cluster."),
      causes: ["gcloud-not-private"],
      details: { cluster: "analytics-private" },
    },
    {
      name: "IP off",
      text: getCredentials("IP access is disabled for cluster analytics-private."),
      causes: ["gcloud-ip-endpoints-disabled"],
      details: { cluster: "analytics-private" },
    },
    {
      name: "DNS closed",
      text: getCredentials(
        "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic is disabled for cluster analytics-private.",
      ),
      causes: ["gcloud-dns-endpoint-closed"],
    },
    {
      name: "DNS absent",
      text: getCredentials("cluster analytics-private is missing DNSEndpointConfig."),
      causes: ["gcloud-dns-endpoint-missing"],
    },
    {
      name: "DNS and ADC",
      text: getCredentials(
        "Only one of --dns-endpoint or USE_APPLICATION_DEFAULT_CREDENTIALS should be set at a time.",
      ),
      causes: ["gcloud-dns-endpoint-conflict"],
    },
    {
      name: "not running, exit 0",
      text: "Fetching cluster endpoint and auth data.\nWARNING: cluster analytics-private is not RUNNING. The kubernetes API may or may not be available. Check the cluster status for more information.\nkubeconfig entry generated for analytics-private.\n",
      causes: ["gcloud-cluster-not-running"],
      details: { cluster: "analytics-private" },
    },
    {
      name: "busy",
      text: update(
        "FAILED_PRECONDITION: Cluster is running incompatible operation operation-1751200000001-0a1b2c3d-0000-4000-8000-000000000001.\n- '@type': type.googleapis.com/google.rpc.ErrorInfo\n  domain: container.googleapis.com\n  reason: CLUSTER_ALREADY_HAS_OPERATION",
      ),
      causes: ["gcloud-operation-running"],
      details: { operation: "operation-1751200000001-0a1b2c3d-0000-4000-8000-000000000001" },
    },
    {
      name: "busy, old words",
      text: update(
        "ResponseError: code=400, message=Operation operation-1500000000000-0a1b2c3d is currently upgrading cluster analytics-private. Please wait and try again once it is done.",
      ),
      causes: ["gcloud-operation-running"],
    },
    {
      name: "somebody else",
      text: update("ABORTED: Cluster was changed concurrently"),
      causes: ["gcloud-etag-conflict"],
    },
    {
      name: "IAM conflict",
      text: "ERROR: (gcloud.iam.service-accounts.add-iam-policy-binding) ABORTED: There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.",
      causes: ["gcloud-etag-conflict"],
    },
    {
      name: "public range",
      text: update(
        `INVALID_ARGUMENT: Invalid value for "cluster.master_authorized_networks_config.cidr_blocks.cidr_block": CIDR range "35.221.175.0/32" is not a reserved network, which is required for private endpoints.`,
      ),
      causes: ["gcloud-not-reserved-network"],
      details: { cidr: "35.221.175.0/32" },
    },
    {
      name: "public range, as an operation's error",
      text: update(
        `Operation [<Operation\n clusterConditions: []\n name: 'operation-1500000000000-0a1b2c3d'>] finished with error: Invalid master authorized networks: network "73.89.231.174/32" is not a reserved network, which is required for private endpoints.`,
      ),
      causes: ["gcloud-not-reserved-network"],
      details: { cidr: "73.89.231.174/32" },
    },
    {
      name: "list switched off",
      text: update(
        "ResponseError: code=400, message=Master authorized networks must be enabled if private endpoint is enabled.",
      ),
      causes: ["gcloud-authorized-networks-required"],
    },
    {
      name: "list too long",
      text: update("INVALID_ARGUMENT: Too many authorized networks: at most 100 are allowed."),
      causes: ["gcloud-too-many-networks"],
    },
    {
      name: "not a network",
      text: update(
        `INVALID_ARGUMENT: Invalid value for "cluster.master_authorized_networks_config.cidr_blocks.cidr_block": "999.1.1.1/32" is not a valid CIDR.`,
      ),
      causes: ["gcloud-invalid-network"],
    },
    {
      name: "an operation fails, its description on several lines",
      text: `Updating analytics-private...\n${update(
        "Operation [<Operation\n clusterConditions: []\n name: 'operation-1500000000000-0a1b2c3d'\n status: StatusValueValuesEnum(DONE, 3)>] finished with error: Internal error.",
      )}`,
      causes: ["gcloud-operation-failed"],
      details: { operation: "operation-1500000000000-0a1b2c3d" },
    },
    {
      name: "an operation fails",
      text: update(
        "Operation [<Operation name: 'operation-1500000000000-0a1b2c3d'>] finished with error: Internal error.",
      ),
      causes: ["gcloud-operation-failed"],
    },
    {
      name: "an operation takes long",
      text: update(
        "Operation [operation-1500000000000-0a1b2c3d] is still running, check its status via 'gcloud container operations describe operation-1500000000000-0a1b2c3d'",
      ),
      causes: ["gcloud-operation-timeout"],
    },
    {
      name: "other bad value",
      text: update("INVALID_ARGUMENT: Something is off."),
      causes: ["gcloud-invalid-argument"],
    },
    {
      name: "identity pool",
      text: 'ERROR: Policy modification failed. For a binding with condition, run "gcloud alpha iam policies lint-condition" to identify issues in condition.\nERROR: (gcloud.iam.service-accounts.add-iam-policy-binding) INVALID_ARGUMENT: Identity Pool does not exist (corp-data-prod.svc.id.goog).',
      causes: ["gcloud-identity-pool-missing"],
    },
    {
      name: "conditions",
      text: "ERROR: (gcloud.iam.service-accounts.add-iam-policy-binding) Adding a binding without specifying a condition to a policy containing conditions is prohibited in non-interactive mode. Run the command again with `--condition=None`",
      causes: ["gcloud-condition-required"],
    },
    {
      name: "service account",
      text: "ERROR: (gcloud.iam.service-accounts.describe) NOT_FOUND: Unknown service account",
      causes: ["gcloud-not-found"],
    },
  ]);
});
