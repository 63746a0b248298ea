import { describe } from "vitest";
import { itExplains } from "./testing";

const getCredentials = (message: string) =>
  `Fetching cluster endpoint and auth data.\nERROR: (gcloud.container.clusters.get-credentials) ${message}\n`;
const update = (message: string) => `ERROR: (gcloud.container.clusters.update) ${message}\n`;
const tokenFile =
  " This command is authenticated with an access token from /tmp/token specified by the [auth/access_token_file] property.";

describe("gcloud: login and rights", () => {
  itExplains([
    {
      name: "no account",
      text: getCredentials(
        "You do not currently have an active account selected.\nPlease run:\n\n  $ gcloud auth login\n\nto obtain new credentials.\n\nIf you have already logged in with a different account, run:\n\n  $ gcloud config set account ACCOUNT\n\nto select an already authenticated account to use.",
      ),
      causes: ["gcloud-no-account"],
    },
    {
      name: "reauthentication",
      text: getCredentials(
        "There was a problem refreshing your current auth tokens: Reauthentication failed. cannot prompt during non-interactive execution.\nPlease run:\n\n  $ gcloud auth login\n",
      ),
      causes: ["gcloud-reauth-required"],
    },
    {
      name: "revoked",
      text: "ERROR: (gcloud.projects.list) There was a problem refreshing your current auth tokens: ('invalid_grant: Token has been expired or revoked.', {})",
      causes: ["gcloud-reauth-required"],
    },
    {
      name: "login server not reached",
      text: "ERROR: (gcloud.projects.list) There was a problem refreshing your current auth tokens: HTTPSConnectionPool(host='oauth2.googleapis.com', port=443): Max retries exceeded with url: /token (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      causes: ["gcloud-api-unreachable"],
    },
    {
      name: "bad token, token file",
      text: getCredentials(
        `ResponseError: code=401, message=Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.${tokenFile}`,
      ),
      causes: ["gcloud-unauthenticated"],
    },
    {
      name: "scopes",
      text: getCredentials("ResponseError: code=403, message=Request had insufficient authentication scopes."),
      causes: ["gcloud-insufficient-scopes"],
    },
    {
      name: "permission, token file",
      text: getCredentials(
        `ResponseError: code=403, message=Required "container.clusters.get" permission(s) for "projects/corp-data-prod/locations/europe-west1/clusters/analytics-private".${tokenFile}`,
      ),
      causes: ["gcloud-permission-denied"],
      details: {
        permission: "container.clusters.get",
        project: "corp-data-prod",
        location: "europe-west1",
        cluster: "analytics-private",
      },
    },
    {
      name: "permission, with details",
      text: update(
        `PERMISSION_DENIED: Required "container.clusters.update" permission(s) for "projects/corp-data-prod/locations/europe-west1/clusters/analytics-private".\n- '@type': type.googleapis.com/google.rpc.ErrorInfo\n  domain: container.googleapis.com\n  reason: IAM_PERMISSION_DENIED`,
      ),
      causes: ["gcloud-permission-denied"],
      details: { permission: "container.clusters.update" },
    },
    {
      name: "permission, plain",
      text: "ERROR: (gcloud.iam.service-accounts.add-iam-policy-binding) PERMISSION_DENIED: Permission 'iam.serviceAccounts.getIamPolicy' denied on resource (or it may not exist).",
      causes: ["gcloud-permission-denied"],
      details: { permission: "iam.serviceAccounts.getIamPolicy" },
    },
    {
      name: "permission to list",
      text: `ERROR: (gcloud.container.clusters.list) ResponseError: code=403, message=Required "container.clusters.list" permission(s) for "projects/corp-data-prod".`,
      causes: ["gcloud-permission-denied"],
      details: { permission: "container.clusters.list", project: "corp-data-prod" },
    },
    {
      name: "permission, Terraform",
      text: `Error: googleapi: Error 403: Required "container.clusters.get" permission(s) for "projects/p-prod/locations/europe-west1/clusters/c"., forbidden`,
      causes: ["gcloud-permission-denied"],
    },
    {
      name: "project",
      text: "ERROR: (gcloud.projects.describe) [me@corp.example] does not have permission to access projects instance [corp-data-prod] (or it may not exist): The caller does not have permission",
      causes: ["gcloud-project-not-found"],
      details: { project: "corp-data-prod" },
    },
    {
      name: "project not set",
      text: getCredentials("The required property [project] is not currently set."),
      causes: ["gcloud-project-missing"],
    },
    {
      name: "API off",
      text: getCredentials(
        "ResponseError: code=403, message=Kubernetes Engine API has not been used in project corp-data-prod before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/container.googleapis.com/overview?project=corp-data-prod then retry.",
      ),
      causes: ["gcloud-api-disabled"],
      details: { project: "corp-data-prod" },
    },
    {
      name: "billing",
      text: update("FAILED_PRECONDITION: This API method requires billing to be enabled."),
      causes: ["gcloud-billing-disabled"],
    },
    {
      name: "perimeter",
      text: getCredentials(
        "ResponseError: code=403, message=Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: aBc-1",
      ),
      causes: ["vpc-service-controls"],
    },
    {
      name: "organization policy",
      text: update(
        'FAILED_PRECONDITION: Operation denied by org policy: ["constraints/container.managed.enableControlPlaneDNSOnlyAccess": "x"].',
      ),
      causes: ["gcloud-organization-policy"],
    },
    {
      name: "quota",
      text: getCredentials(
        "ResponseError: code=429, message=Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service 'container.googleapis.com' for consumer 'project_number:123456789012'.",
      ),
      causes: ["gcloud-quota-exceeded"],
    },
  ]);
});

describe("gcloud: its way and its use", () => {
  itExplains([
    {
      name: "API not reached",
      text: "ERROR: gcloud crashed (ConnectionError): HTTPSConnectionPool(host='container.googleapis.com', port=443): Max retries exceeded with url: /v1/projects/p (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))\n\nIf you would like to report this issue, please run the following command:\n  gcloud feedback\n\nTo check gcloud for common problems, please run the following command:\n  gcloud info --run-diagnostics\n",
      causes: ["gcloud-api-unreachable"],
    },
    {
      name: "API not reached, Go",
      text: `Error: Get "https://container.googleapis.com/v1/projects/p/locations/l/clusters/c?alt=json": dial tcp 142.250.0.1:443: i/o timeout`,
      causes: ["gcloud-api-unreachable"],
      details: {},
    },
    {
      name: "a page",
      text: `ERROR: gcloud crashed (InvalidDataFromServerError): Error decoding response "<html><body>Please sign in</body></html>": Expecting value: line 1 column 1 (char 0)`,
      causes: ["gcloud-captive-portal"],
    },
    {
      name: "503",
      text: getCredentials("ResponseError: code=503, message=The service is currently unavailable."),
      causes: ["gcloud-api-unavailable"],
    },
    {
      name: "override",
      text: "ERROR: (gcloud.container.clusters.list) Invalid value for property [api_endpoint_overrides/container]: The endpoint_overrides property must be an absolute URI beginning with http:// or https:// and ending with a trailing '/'.",
      causes: ["gcloud-invalid-setting"],
    },
    {
      name: "flag",
      text: "ERROR: (gcloud.container.clusters.update) unrecognized arguments: --master-networks (did you mean '--master-authorized-networks'?)",
      causes: ["gcloud-usage"],
    },
    {
      name: "flags that go together",
      text: update("Cannot use --master-authorized-networks if --enable-master-authorized-networks is not specified."),
      causes: ["gcloud-usage"],
    },
    {
      name: "nowhere to write",
      text: getCredentials("environment variable HOME or KUBECONFIG must be set to store credentials for kubectl"),
      causes: ["gcloud-kubeconfig-unwritable"],
    },
    {
      name: "an error nobody knows",
      text: "ERROR: (gcloud.container.clusters.update) Flux capacitor drained.",
      causes: ["unknown"],
    },
  ]);
});
