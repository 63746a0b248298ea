import { means, meansBecause, meansWhen, type Rule, type Scene } from "./rule";

/** `ERROR: (gcloud.container.clusters.get-credentials) …`, the layer `ERROR: ` taken off. */
const fromGcloud = ({ root }: Scene) => /^(?:\(gcloud\.|gcloud crashed)/.test(root.text);

/** As above, or the words in which Google's APIs refuse an update, whoever printed them. */
const fromGoogle = (scene: Scene) =>
  fromGcloud(scene) ||
  /\bINVALID_ARGUMENT\b|\bFAILED_PRECONDITION\b|googleapi: Error 4|finished with error|Invalid master/.test(
    scene.root.text,
  );

/** gcloud, `container.googleapis.com` and IAM, most specific first. Tolerates gcloud's suffix about the token file. */
export const gcloudRules: readonly Rule[] = [
  // A broken way to Google: before any word that the wrapped error may hold.
  means(
    "gcloud-captive-portal",
    /gcloud crashed \(InvalidDataFromServerError\)[^\n]{0,200}(?:<html|<!doctype|<head|<body)/i,
  ),
  means("gcloud-captive-portal", /Error decoding response "\s{0,20}<(?:html|!doctype)/i),
  means(
    "gcloud-api-unreachable",
    /(?:refreshing|reauthenticating)[^\n]{0,200}(?:Max retries exceeded|Connection refused|timed out|Unable to find the server|Failed to resolve)/,
  ),
  means(
    "gcloud-api-unreachable",
    /gcloud crashed \((?:Connection\w{0,20}|ProxyError|SSLError|\w{0,10}Timeout\w{0,10}|MaxRetryError|ServerNotFoundError|TransportError|gaierror|OSError|NewConnectionError|NameResolutionError)\)/,
  ),
  means(
    "gcloud-api-unreachable",
    /\b(?:googleapis\.com|accounts\.google\.com)'?,? port=\d{1,5}\): Max retries exceeded|Unable to find the server at \S{0,100}googleapis\.com/,
  ),
  meansWhen(
    fromGcloud,
    "gcloud-api-unreachable",
    /Max retries exceeded with url|Network is unreachable|There was a problem (?:connecting|reaching)/,
  ),

  // Who is asking.
  means("gcloud-no-account", /do not currently have an active account selected|could not find default credentials/i),
  means("gcloud-no-account", /Could not load the default credentials|Your default credentials were not found/),
  means(
    "gcloud-reauth-required",
    /There was a problem (?:refreshing|reauthenticating)|Reauthentication (?:is needed|failed|required)/,
  ),
  means("gcloud-reauth-required", /\binvalid_rapt\b|\binvalid_grant\b/),
  means("gcloud-insufficient-scopes", /insufficient authentication scopes|ACCESS_TOKEN_SCOPE_INSUFFICIENT/),
  means("gcloud-unauthenticated", /invalid authentication credentials|ACCESS_TOKEN_EXPIRED|CREDENTIALS_MISSING/),
  means("gcloud-unauthenticated", /Request is missing required authentication credential/),
  meansWhen(fromGcloud, "gcloud-unauthenticated", /\bUNAUTHENTICATED: |code=401\b/),

  // What the project, the organization and the quota allow.
  means(
    "vpc-service-controls",
    /vpcServiceControlsUniqueIdentifier|SECURITY_POLICY_VIOLATED|Request is prohibited by organization's policy/i,
  ),
  means(
    "gcloud-api-disabled",
    /API has not been used in project \S{1,100} before or it is disabled|\bSERVICE_DISABLED\b/,
  ),
  means("gcloud-api-disabled", /\bAPI \[[\w.-]{1,100}\] not enabled on project/),
  means(
    "gcloud-billing-disabled",
    /\bBILLING_DISABLED\b|requires billing to be enabled|billing account for [^\n]{1,100} is (?:disabled|not open)/i,
  ),
  means(
    "gcloud-organization-policy",
    /\bconstraints\/(?:container|compute|iam|gcp)\.[\w.]{1,100}|violates? (?:org(?:anization)?[ -]?)policy|Org(?:anization)? Policy constraint/i,
  ),
  means(
    "gcloud-quota-exceeded",
    /Quota exceeded for quota|\bRATE_LIMIT_EXCEEDED\b|\bRESOURCE_EXHAUSTED: |\bcode=429\b|exceeded quota for|quotaExceeded/,
  ),
  means(
    "gcloud-project-missing",
    /required property \[(?:core\/)?project\] is not currently set|project property is set to the empty string/i,
  ),
  means(
    "gcloud-project-not-found",
    /does not have permission to access projects? (?:instance )?\[[^\]\n]{1,100}\] \(or it may not exist\)/,
  ),
  means(
    "gcloud-project-not-found",
    /Project '?[^'\n]{1,100}'? (?:not found or permission denied|has been deleted)|USER_PROJECT_DENIED|CONSUMER_INVALID/,
  ),

  // The list of authorized networks, before the words that wrap it ("finished with error", "INVALID_ARGUMENT").
  means("gcloud-not-reserved-network", /is not a reserved network, which is required for private endpoints/),
  means(
    "gcloud-authorized-networks-required",
    /authorized networks must be enabled (?:if|when) private endpoint is enabled/i,
  ),
  meansWhen(
    fromGoogle,
    "gcloud-too-many-networks",
    /(?:too many|exceed(?:s|ed|ing)?|maximum|at most|more than|limit of) [^\n]{0,80}(?:authorized[ _]networks?|cidr[ _]?blocks?)/i,
  ),
  meansWhen(
    fromGoogle,
    "gcloud-too-many-networks",
    /(?:authorized[ _]networks?|cidr[ _]?blocks?)[^\n]{0,80} (?:too many|exceed(?:s|ed)?|at most|more than \d{1,4}|maximum|limit)\b/i,
  ),
  meansWhen(
    fromGoogle,
    "gcloud-invalid-network",
    /(?:Invalid master authorized networks|Invalid value for "?\S{0,100}cidr_?blocks?\S{0,40}"?:|invalid CIDR|not a valid (?:IPv4 )?CIDR|CIDR (?:block|range) \S{1,60} is (?:invalid|not valid))/i,
  ),

  // The cluster's state and location.
  means("gcloud-operation-running", /running incompatible operation|CLUSTER_ALREADY_HAS_OPERATION/),
  means(
    "gcloud-operation-running",
    /Operation \S{1,120} is currently (?:\w{1,40} ){1,4}cluster|Please wait and try again once it is done/,
  ),
  means("gcloud-etag-conflict", /\bABORTED: |\bcode=409\b|concurrent policy changes|etag (?:does not match|mismatch)/i),
  means(["gcloud-no-private-endpoint", "gcloud-cluster-provisioning"], /is missing private endpoint/),
  means("gcloud-cluster-provisioning", /cluster \S{1,100} is missing endpoint|Is it still PROVISIONING\?/),
  means("gcloud-not-private", /cluster \S{1,100} is not a private cluster/),
  means("gcloud-ip-endpoints-disabled", /IP access is disabled for cluster|IPEndpointsIsDisabled/),
  means("gcloud-dns-endpoint-closed", /allowExternalTraffic is disabled for cluster/),
  means("gcloud-dns-endpoint-missing", /is missing DNSEndpoint(?:Config)?\b/),
  means("gcloud-dns-endpoint-conflict", /Only one of --dns-endpoint or USE_APPLICATION_DEFAULT_CREDENTIALS/),
  means("gcloud-cluster-not-running", /cluster \S{1,100} is not RUNNING/),
  means(
    "gcloud-location-missing",
    /One of \[--location, --zone, --region\] must be supplied|Please specify (?:a )?location/,
  ),
  means("gcloud-cluster-not-found", /No cluster named '[^'\n]{1,100}' in |Could not find \[[^\]\n]{1,100}\] in \[/),
  means("gcloud-cluster-not-found", /Did you mean \[[^\]\n]{1,100}\] in \[[^\]\n]{1,60}\]\?/),
  means("gcloud-cluster-not-found", /Not found: projects\/\S{1,200}\/clusters\/\S{1,60}/i),
  means("gcloud-identity-pool-missing", /Identity Pool does not exist/i),
  means("gcloud-condition-required", /without specifying a condition to a policy containing conditions/),
  means("gcloud-not-found", /Unknown service account|Service account \S{1,200} does not exist/i),

  // Permissions, after the many reasons that also answer 403.
  means("gcloud-permission-denied", /Required "?\\?"?[a-z]{2,40}\.[\w.]{2,100}\\?"? permission(?:\(s\))? for/),
  means("gcloud-permission-denied", /Permission '?[a-z]{2,40}\.[\w.]{2,100}'? denied on|\bIAM_PERMISSION_DENIED\b/),
  meansWhen(fromGcloud, "gcloud-permission-denied", /\bPERMISSION_DENIED: |\bcode=403\b|does not have permission to/),
  means("gcloud-permission-denied", /googleapi: Error 403: /),

  // How an operation ended.
  means(
    "gcloud-operation-timeout",
    /Timed out waiting for operation|Operation \[?\S{1,200}\]? is still running, check its status/,
  ),
  means("gcloud-operation-timeout", /timeout while waiting for state to become 'DONE'/),
  meansWhen(fromGcloud, "gcloud-operation-failed", /\] finished with error: /),

  // The machine that gcloud runs on, and how it was called.
  means(
    "gcloud-kubeconfig-unwritable",
    /HOME or KUBECONFIG must be set to store credentials|Unable to write (?:to )?file \[[^\]\n]{0,300}kube/i,
  ),
  means(
    "gcloud-invalid-setting",
    /Invalid value for property \[|endpoint_overrides property must be|is not a valid property/,
  ),
  meansBecause(
    "gcloud-usage",
    /Cannot use --master-authorized-networks if --enable-master-authorized-networks is not specified/,
    "gcloud wants both flags together. Note that the list given replaces the whole list on the cluster.",
  ),
  meansWhen(
    fromGcloud,
    "gcloud-usage",
    /unrecognized arguments|Invalid choice: |argument [^\n]{1,200}: (?:Must|Bad|Exactly|At most|expected|Invalid)|Cannot use --|must be specified|Exactly one of \(/,
  ),

  // What is left of the statuses.
  meansWhen(
    fromGcloud,
    "gcloud-api-unavailable",
    /\bcode=5\d\d\b|\b(?:UNAVAILABLE|INTERNAL|DEADLINE_EXCEEDED|UNKNOWN): /,
  ),
  meansWhen(fromGcloud, "gcloud-not-found", /\bNOT_FOUND: |\bcode=404\b/),
  meansWhen(
    fromGcloud,
    "gcloud-invalid-argument",
    /\b(?:INVALID_ARGUMENT|FAILED_PRECONDITION|OUT_OF_RANGE|ALREADY_EXISTS): |\bcode=400\b/,
  ),
];
