import { describe } from "vitest";
import { discoveryLines, itExplains } from "./testing";

const unreachable = "Unable to connect to the server: ";
const verify = `${unreachable}tls: failed to verify certificate: x509: `;
const googleForbidden = `<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <title>Error 403 (Forbidden)!!1</title>
  <p><b>403.</b> <ins>That’s an error.</ins>
  <p>Your client does not have permission to get URL <code>/api</code> from this server.  <ins>That’s all we know.</ins>`;

describe("TLS", () => {
  itExplains([
    {
      name: "not yet valid",
      text: `${verify}certificate has expired or is not yet valid: current time 2020-11-22T23:29:29Z is before 2024-01-01T00:00:00Z`,
      causes: ["tls-cert-not-yet-valid"],
    },
    {
      name: "dates without saying which, before Go 1.14",
      text: `${unreachable}x509: certificate has expired or is not yet valid`,
      causes: ["tls-cert-expired", "tls-cert-not-yet-valid"],
    },
    {
      name: "no IP SANs",
      text: `${verify}cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`,
      causes: ["tls-hostname-mismatch"],
    },
    {
      name: "no names at all",
      text: `${verify}certificate is not valid for any names, but wanted to match localhost`,
      causes: ["tls-hostname-mismatch"],
    },
    {
      name: "other names",
      text: `${verify}certificate is valid for kubernetes, 10.0.0.2, not tunnel.corp.example`,
      causes: ["tls-hostname-mismatch"],
      details: { host: "tunnel.corp.example", validNames: ["kubernetes", "10.0.0.2"] },
    },
    {
      name: "typographic apostrophe",
      text: `${verify}cannot validate certificate for 10.0.0.2 because it doesn’t contain any IP SANs`,
      causes: ["tls-hostname-mismatch"],
    },
    {
      name: "unknown CA, with a candidate",
      text: `${verify}certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "cluster-ca")`,
      causes: ["tls-unknown-ca"],
    },
    {
      name: "unknown CA, before Go 1.20",
      text: `${unreachable}x509: certificate signed by unknown authority`,
      causes: ["tls-unknown-ca"],
    },
    {
      name: "unknown CA, IPv6, create",
      text: `error: failed to create serviceaccount: Post "https://[2600:1900::2]/api/v1/namespaces/a/serviceaccounts": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
      causes: ["tls-unknown-ca"],
      details: { host: "2600:1900::2" },
    },
    { name: "macOS", text: `${verify}“kube-apiserver” certificate is not trusted`, causes: ["tls-unknown-ca"] },
    {
      name: "TLS 1.2 without a client certificate",
      text: `${unreachable}remote error: tls: handshake failure`,
      causes: ["tls-client-cert-required", "tls-protocol"],
    },
    {
      name: "client certificate not accepted",
      text: `${unreachable}remote error: tls: bad certificate`,
      causes: ["tls-client-cert-required"],
    },
    {
      name: "alert for the version",
      text: `${unreachable}remote error: tls: protocol version not supported`,
      causes: ["tls-protocol"],
    },
    {
      name: "server chose an old version",
      text: `${unreachable}tls: server selected unsupported protocol version 302`,
      causes: ["tls-protocol"],
    },
    {
      name: "HTTP on the port, old words",
      text: `${unreachable}tls: oversized record received with length 20527`,
      causes: ["tls-not-tls"],
    },
    {
      name: "HTTP on the port, version",
      text: `Client Version: v1.32.5\nKustomize Version: v5.5.0\n${unreachable}http: server gave HTTP response to HTTPS client`,
      causes: ["tls-not-tls"],
    },
    {
      name: "stalls, apply",
      text: `error: error validating "sa.yaml": error validating data: failed to download openapi: Get "https://10.0.0.2/openapi/v2?timeout=32s": net/http: TLS handshake timeout; if you choose to ignore these errors, turn validation off with --validate=false`,
      causes: ["tls-handshake-timeout"],
    },
    { name: "closed, version", text: `Client Version: v1.32.5\n${unreachable}EOF`, causes: ["tls-eof", "http-eof"] },
  ]);
});

describe("an answer of the API server", () => {
  const e = (message: string) => discoveryLines("https://10.0.0.2/api", "x", 0) + message;
  itExplains([
    { name: "401, old words", text: "error: You must be logged in to the server (Unauthorized)", causes: ["http-401"] },
    {
      name: "401, apply",
      text: `error: error validating "sa.yaml": error validating data: failed to download openapi: the server has asked for the client to provide credentials; if you choose to ignore these errors, turn validation off with --validate=false`,
      causes: ["http-401"],
    },
    {
      name: "401, helm",
      text: "Error: Kubernetes cluster unreachable: the server has asked for the client to provide credentials",
      causes: ["http-401"],
    },
    { name: "401, Terraform", text: "Error: Unauthorized", causes: ["http-401"] },
    {
      name: "403, pods in a namespace",
      text: `Error from server (Forbidden): pods is forbidden: User "me@corp.example" cannot list resource "pods" in API group "" in the namespace "airflow": requires one of ["container.pods.list"] permission(s).`,
      causes: ["http-403"],
      details: {
        user: "me@corp.example",
        verb: "list",
        resource: "pods",
        namespace: "airflow",
        permission: "container.pods.list",
      },
    },
    {
      name: "403, create",
      text: `error: failed to create serviceaccount: serviceaccounts is forbidden: User "me@corp.example" cannot create resource "serviceaccounts" in API group "" in the namespace "airflow"`,
      causes: ["http-403"],
      details: { verb: "create" },
    },
    {
      name: "403, apply, anonymous",
      text: `error: error validating "sa.yaml": error validating data: failed to download openapi: unknown; if you choose to ignore these errors, turn validation off with --validate=false`,
      causes: ["http-403"],
    },
    {
      name: "403, helm",
      text: `Error: query: failed to query with labels: secrets is forbidden: User "me@corp.example" cannot list resource "secrets" in API group "" in the namespace "x"`,
      causes: ["http-403"],
    },
    { name: "404, version", text: "error: the server could not find the requested resource", causes: ["http-404"] },
    {
      name: "an object that is not there",
      text: `Error from server (NotFound): namespaces "airflow" not found`,
      causes: ["client-usage", "http-404"],
    },
    {
      name: "429, version",
      text: "Error from server (TooManyRequests): the server has received too many requests and has asked us to try again later",
      causes: ["http-429"],
    },
    {
      name: "500 with words",
      text: `Error from server (InternalError): an error on the server ("panic: boom") has prevented the request from succeeding`,
      causes: ["http-500"],
    },
    {
      name: "502 with a page",
      text: `Error from server (InternalError): an error on the server ("<html>\\r\\n<head><title>502 Bad Gateway</title></head>") has prevented the request from succeeding`,
      causes: ["http-502"],
    },
    {
      name: "502 with an empty body",
      text: `Error from server (InternalError): an error on the server ("") has prevented the request from succeeding`,
      causes: ["http-500", "http-502"],
    },
    {
      name: "502 by -v=6",
      text: `I1122 23:30:30.983320   15757 round_trippers.go:560] GET https://172.16.0.2/api?timeout=32s 502 Bad Gateway in 3 milliseconds\nError from server (InternalError): an error on the server ("unknown") has prevented the request from succeeding`,
      causes: ["http-502"],
    },
    {
      name: "502 by the structured log of 1.33",
      text: `I1122 23:30:30.983320   15757 round_trippers.go:632] "Response" verb="GET" url="https://172.16.0.2/api?timeout=32s" status="502 Bad Gateway" milliseconds=3\nError from server (InternalError): an error on the server ("unknown") has prevented the request from succeeding`,
      causes: ["http-502"],
    },
    {
      name: "503, create",
      text: "error: failed to create serviceaccount: the server is currently unable to handle the request (post serviceaccounts)",
      causes: ["http-503"],
    },
    {
      name: "504",
      text: "Error from server (Timeout): the server was unable to return a response in the time allotted, but may still be processing the request",
      causes: ["http-504"],
    },
    {
      name: "504 of the API server itself",
      text: "Error from server (Timeout): Timeout: request did not complete within requested timeout - context deadline exceeded",
      causes: ["http-504"],
    },
    {
      name: "400, http:// known",
      text: `I1122 23:30:30.983320   15757 round_trippers.go:560] GET http://127.0.0.1:7001/api?timeout=32s 400 Bad Request in 3 milliseconds\nError from server (BadRequest): the server rejected our request for an unknown reason`,
      causes: ["http-to-https"],
    },
    {
      name: "400, nothing known",
      text: e("Error from server (BadRequest): the server rejected our request for an unknown reason"),
      causes: ["http-400", "http-to-https"],
    },
    {
      name: "400 in Go's words",
      text: "error: Client sent an HTTP request to an HTTPS server.",
      causes: ["http-to-https"],
    },
    {
      name: "a page, create",
      text: "error: failed to create serviceaccount: invalid character '<' looking for beginning of value",
      causes: ["captive-portal"],
    },
  ]);
});

describe("the DNS endpoint and perimeters", () => {
  itExplains([
    {
      name: "Google's page",
      text: `Error from server (Forbidden): ${googleForbidden}`,
      causes: ["dns-endpoint-forbidden"],
    },
    {
      name: "Google's page, helm",
      text: `Error: Kubernetes cluster unreachable: ${googleForbidden}`,
      causes: ["dns-endpoint-forbidden"],
    },
    {
      name: "a page, cut short",
      text: "Error from server (Forbidden): <!DOCTYPE html>",
      causes: ["dns-endpoint-forbidden", "captive-portal"],
    },
    {
      name: "a whole page that is not Google's",
      text: "Error from server (Forbidden): <html><head><title>403 Forbidden</title></head><body>nginx</body></html>",
      causes: ["captive-portal", "dns-endpoint-forbidden"],
    },
    {
      name: "a page, the host is known",
      text: `I1122 23:30:30.983320   15757 round_trippers.go:560] GET https://gke-0a.europe-west1.gke.goog/api?timeout=32s 403 Forbidden in 3 milliseconds\nError from server (Forbidden): <html>`,
      causes: ["dns-endpoint-forbidden"],
      details: { host: "gke-0a.europe-west1.gke.goog" },
    },
    {
      name: "a perimeter",
      text: `Error from server (Forbidden): Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: abc-DEF_1`,
      causes: ["vpc-service-controls"],
    },
  ]);
});

describe("the API server was reached and could not go on itself", () => {
  itExplains([
    {
      name: "konnectivity",
      text: "Error from server: error dialing backend: No agent available",
      causes: ["no-agent-available"],
    },
    {
      name: "a node that does not answer is not the caller's network",
      text: `Error from server: Get "https://10.128.0.5:10250/containerLogs/airflow/worker-0/base": dial tcp 10.128.0.5:10250: i/o timeout`,
      causes: ["no-agent-available"],
      details: {},
    },
    {
      name: "dial to a node",
      text: "Error from server: error dialing backend: dial tcp 10.128.0.5:10250: i/o timeout",
      causes: ["no-agent-available"],
    },
    {
      name: "a webhook's deadline is not the caller's",
      text: `Error from server (InternalError): error when creating "sa.yaml": Internal error occurred: failed calling webhook "v.cert-manager.io": failed to call webhook: Post "https://cert-manager-webhook.cert-manager.svc:443/validate?timeout=10s": context deadline exceeded`,
      causes: ["webhook-unreachable"],
    },
    {
      name: "a webhook, other client",
      text: `Error: Internal error occurred: failed calling webhook "v.cert-manager.io": Post "https://cert-manager-webhook.cert-manager.svc:443/mutate": dial tcp 10.8.0.3:10250: i/o timeout`,
      causes: ["webhook-unreachable"],
    },
    {
      name: "a webhook that refuses",
      text: `Error from server (Forbidden): admission webhook "policy.example" denied the request: no`,
      causes: ["client-usage"],
    },
  ]);
});
