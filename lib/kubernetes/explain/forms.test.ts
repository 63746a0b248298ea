import { describe, expect, it } from "vitest";
import type { ErrorCause } from "./causes";
import { causesOf } from "./testing";

/** A short line for each form of error that the longer cases do not hold. */
type Form = readonly [text: string, ...causes: ErrorCause[]];

function itReads(forms: readonly Form[]): void {
  it.each(forms)("%s", (text, ...causes) => {
    expect(causesOf(text)).toEqual(causes);
  });
}

const unreachable = "Unable to connect to the server: ";

describe("plugin and kubeconfig", () => {
  itReads([
    ["error: The azure auth plugin has been removed.", "auth-provider-removed"],
    [
      `F1122 23:29:29.291010   13603 cred.go:145] print credential failed with error: Failed to retrieve access token:: failure while executing gcloud, with args [config config-helper --format=json]: exec: "gcloud": executable file not found in $PATH (err: )`,
      "exec-plugin-failed",
    ],
    [
      "F1122 23:29:29.291010   13603 cred.go:145] print credential failed with error: something else",
      "exec-plugin-failed",
    ],
    [`spawn error: exec: "gke-gcloud-auth-plugin": executable file not found in %PATH%`, "exec-plugin-missing"],
    ["It looks like you are trying to use a client-go credential plugin that is not installed.", "exec-plugin-missing"],
    ["bash: gke-gcloud-auth-plugin: command not found", "exec-plugin-missing"],
    ["'gke-gcloud-auth-plugin' is not recognized as an internal or external command,", "exec-plugin-missing"],
    ["zsh: command not found: gke-gcloud-auth-plugin", "exec-plugin-missing"],
    [`${unreachable}getting credentials: exec plugin didn't return a token or cert/key pair`, "exec-plugin-failed"],
    [
      "kubernetes.config.config_exception.ConfigException: Invalid kube-config file. Expected object with name prod in /home/me/.kube/config/contexts list",
      "context-missing",
    ],
    ["Error: default cluster has no server defined", "kubeconfig-missing", "no-current-context", "kubeconfig-invalid"],
    [
      "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined",
      "kubeconfig-missing",
    ],
    [
      `Error: 'config_path' refers to an invalid path: "/root/.kube/config": stat /root/.kube/config: no such file or directory`,
      "kubeconfig-missing",
    ],
    ["Error: ENOENT: no such file or directory, open '/home/me/.kube/config'", "kubeconfig-missing"],
    [
      `Error: Kubernetes cluster unreachable: stat /home/me/.kube/config: no such file or directory`,
      "kubeconfig-missing",
    ],
    ["Error: open /home/me/.kube/config: permission denied", "kubeconfig-invalid"],
    ["error: tls: failed to find any PEM data in certificate input", "kubeconfig-invalid"],
    ["Error: Duplicate context: prod", "kubeconfig-invalid"],
    [
      "error: json: cannot unmarshal array into Go struct field NamedCluster.cluster of type v1.Cluster",
      "kubeconfig-invalid",
    ],
    ["error: invalid configuration: something else", "kubeconfig-invalid"],
    [`${unreachable}unsupported protocol scheme "htps"`, "kubeconfig-invalid"],
  ]);
});

describe("gcloud", () => {
  itReads([
    [`Error decoding response "<html><head></head></html>": Expecting value`, "gcloud-captive-portal"],
    [
      "httplib2.error.ServerNotFoundError: Unable to find the server at container.googleapis.com",
      "gcloud-api-unreachable",
    ],
    [
      "ERROR: (gcloud.projects.list) HTTPSConnectionPool(host='x', port=443): Max retries exceeded with url: /v1",
      "gcloud-api-unreachable",
    ],
    [
      "Error: Could not load the default credentials. Browse to https://cloud.google.com/docs/authentication/getting-started for more information.",
      "gcloud-no-account",
    ],
    [`Error: oauth2: "invalid_grant" "reauth related error (invalid_rapt)"`, "gcloud-reauth-required"],
    ["Request is missing required authentication credential. Expected OAuth 2 access token", "gcloud-unauthenticated"],
    ["ERROR: (gcloud.projects.list) UNAUTHENTICATED: no", "gcloud-unauthenticated"],
    [
      "ERROR: (gcloud.services.list) API [container.googleapis.com] not enabled on project [123].",
      "gcloud-api-disabled",
    ],
    ["ERROR: (gcloud.projects.describe) Project 'nope' not found or permission denied.", "gcloud-project-not-found"],
    [
      "ERROR: (gcloud.container.clusters.update) INVALID_ARGUMENT: authorized networks exceeds the limit of 100",
      "gcloud-too-many-networks",
    ],
    ["Did you mean [c] in [europe-west1]?", "gcloud-cluster-not-found"],
    [
      "ERROR: (gcloud.container.clusters.list) PERMISSION_DENIED: The caller does not have permission",
      "gcloud-permission-denied",
    ],
    ["Error: googleapi: Error 403: The caller does not have permission, forbidden", "gcloud-permission-denied"],
    [
      "Error: Error waiting for updating GKE cluster: timeout while waiting for state to become 'DONE' (last state: 'RUNNING', timeout: 1h0m0s)",
      "gcloud-operation-timeout",
    ],
    ["ERROR: (gcloud.container.operations.describe) NOT_FOUND: no such operation", "gcloud-not-found"],
  ]);
});

describe("answers", () => {
  itReads([
    ["Error 403 (Forbidden)!!1", "dns-endpoint-forbidden"],
    [`Error: User "system:anonymous" cannot get path "/version"`, "http-403"],
    [
      `Error from server (InternalError): an error on the server ("${"x".repeat(400)}") has prevented the request from succeeding`,
      "http-500",
    ],
    ["error: Internal error occurred: etcdserver: request timed out", "http-500"],
    ["error: invalid character 'o' in literal null (expecting 'u')", "captive-portal"],
    [`"reason": "Forbidden",`, "http-403"],
    [`"reason": "TooManyRequests",`, "http-429"],
    [`"reason": "ServiceUnavailable",`, "http-503"],
    [`"reason": "Timeout",`, "http-504"],
    [`"reason": "InternalError",`, "http-500"],
    ["error: You must provide one or more resources by argument or filename.", "client-usage"],
    ["error: must specify one of -f and -k", "client-usage"],
    [
      "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form",
      "client-usage",
    ],
    [
      "error: error parsing sa.yaml: error converting YAML to JSON: yaml: line 2: did not find expected key",
      "client-usage",
    ],
    [`Error: pods "worker-0" not found`, "client-usage"],
  ]);
});

describe("network, proxy, TLS", () => {
  itReads([
    [
      `${unreachable}socks connect tcp 127.0.0.1:1080->10.0.0.2:443: username/password authentication failed`,
      "proxy-407",
    ],
    [`${unreachable}socks connect tcp 127.0.0.1:1080->10.0.0.2:443: unknown error TTL expired`, "proxy-timeout"],
    [
      `${unreachable}proxyconnect tcp: read tcp 10.0.0.1:5->10.0.0.3:3128: read: connection reset by peer`,
      "proxy-refused",
    ],
    [`${unreachable}remote error: tls: unrecognized name`, "tls-hostname-mismatch"],
    [
      `${unreachable}x509: invalid signature: parent certificate cannot sign this kind of certificate`,
      "tls-unknown-ca",
    ],
    [`${unreachable}x509: cannot verify signature: insecure algorithm SHA1-RSA`, "tls-unknown-ca"],
    [`${unreachable}remote error: tls: no application protocol`, "tls-protocol"],
    [`${unreachable}tls: no cipher suite supported by both client and server`, "tls-protocol"],
    [`${unreachable}local error: tls: bad record MAC`, "tls-protocol"],
    [`${unreachable}http2: server sent GOAWAY and closed the connection; LastStreamID=1`, "http-eof"],
    [`${unreachable}dial tcp [fe80::1]:443: connect: can't assign requested address`, "network-unreachable"],
    [`${unreachable}dial tcp 10.0.0.2:443: operation was canceled`, "tcp-timeout"],
    [`${unreachable}http2: client connection lost`, "conn-reset"],
    [`${unreachable}stream error: stream ID 1; INTERNAL_ERROR`, "http-eof"],
    [`${unreachable}read tcp 10.0.0.1:5->10.0.0.2:443: i/o timeout`, "deadline"],
  ]);
});

describe("Node and curl", () => {
  itReads([
    ["HeadersTimeoutError: Headers Timeout Error UND_ERR_HEADERS_TIMEOUT", "deadline"],
    ["Error: connect ENETUNREACH 10.0.0.2:443", "network-unreachable"],
    ["Error: connect EHOSTUNREACH 10.0.0.2:443", "host-unreachable"],
    ["Error: connect EPERM 10.0.0.2:443", "local-firewall"],
    ["Error: self-signed certificate in certificate chain", "tls-unknown-ca"],
    ["code: 'CERT_HAS_EXPIRED'", "tls-cert-expired"],
    ["code: 'CERT_NOT_YET_VALID'", "tls-cert-not-yet-valid"],
    ["code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'", "tls-protocol"],
    ["HPE_INVALID_CONSTANT: Parse Error: Expected HTTP/", "http-to-https"],
    ["curl: (5) Could not resolve proxy: proxy.corp.example", "proxy-dns"],
    ["curl: (6) Could not resolve host: cp.corp.example", "dns-nxdomain"],
    ["curl: (56) Received HTTP code 403 from proxy after CONNECT", "proxy-403"],
    ["curl: (56) CONNECT tunnel failed, response 502", "proxy-502"],
    ["curl: (35) Recv failure: Connection reset by peer", "conn-reset"],
    ["curl: (35) error:0A00010B:SSL routines::wrong version number", "tls-not-tls"],
    ["curl: (35) error:0A00042E:SSL routines::tlsv1 alert protocol version", "tls-protocol"],
    ["curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to 10.0.0.2:443", "tls-eof"],
    ["curl: (60) SSL certificate problem: certificate has expired", "tls-cert-expired"],
    [
      "curl: (60) SSL: no alternative certificate subject name matches target host name '10.0.0.2'",
      "tls-hostname-mismatch",
    ],
    ["curl: (52) Empty reply from server", "http-eof"],
    ["curl: (7) Couldn't connect to server: Network is unreachable", "network-unreachable"],
    ["curl: (7) Failed to connect to 10.0.0.2 port 443: No route to host", "host-unreachable"],
    ["curl: (28) Operation timed out after 5000 milliseconds with 0 bytes received", "deadline", "tcp-timeout"],
  ]);
});
