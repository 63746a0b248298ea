import { describe } from "vitest";
import { itExplains } from "./testing";

const python = (error: string) =>
  `urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='10.0.0.2', port=443): Max retries exceeded with url: /api/v1/namespaces/airflow/pods (Caused by ${error})`;
const newConnection = (error: string) =>
  python(
    `NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to establish a new connection: ${error}')`,
  );

describe("Node", () => {
  itExplains([
    {
      name: "refused",
      text: "request to https://127.0.0.1:8443/api failed, reason: connect ECONNREFUSED 127.0.0.1:8443",
      causes: ["conn-refused"],
    },
    {
      name: "no configuration",
      text: "Error: connect ECONNREFUSED 127.0.0.1:8080",
      causes: ["kubeconfig-missing", "no-current-context", "context-missing", "kubeconfig-invalid"],
    },
    { name: "no answer", text: "Error: connect ETIMEDOUT 34.78.1.2:443", causes: ["tcp-timeout"] },
    {
      name: "undici gives up",
      text: "TypeError: fetch failed\n  [cause]: ConnectTimeoutError: Connect Timeout Error (attempted address: 34.78.1.2:443, timeout: 10000ms)\n    code: 'UND_ERR_CONNECT_TIMEOUT'",
      causes: ["tcp-timeout", "tls-handshake-timeout"],
    },
    {
      name: "no such name",
      text: "Error: getaddrinfo ENOTFOUND gke-0a.europe-west1.gke.goog",
      causes: ["dns-nxdomain"],
    },
    { name: "resolver", text: "Error: getaddrinfo EAI_AGAIN gke-0a.europe-west1.gke.goog", causes: ["dns-timeout"] },
    {
      name: "closed in the handshake",
      text: "Error: Client network socket disconnected before secure TLS connection was established",
      causes: ["tls-eof"],
    },
    { name: "reset", text: "Error: read ECONNRESET", causes: ["conn-reset"] },
    {
      name: "CA",
      text: "Error: unable to verify the first certificate\n    code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'",
      causes: ["tls-unknown-ca"],
    },
    { name: "name", text: "code: 'ERR_TLS_CERT_ALTNAME_INVALID'", causes: ["tls-hostname-mismatch"] },
    {
      name: "not TLS",
      text: "Error: write EPROTO 139:error:SSL routines:ssl3_get_record:wrong version number:ssl/record/ssl3_record.c:332:",
      causes: ["tls-not-tls"],
    },
  ]);
});

describe("Python", () => {
  itExplains([
    {
      name: "no answer",
      text: python(
        "ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f>, 'Connection to 10.0.0.2 timed out. (connect timeout=None)')",
      ),
      causes: ["tcp-timeout"],
    },
    { name: "refused", text: newConnection("[Errno 111] Connection refused"), causes: ["conn-refused"] },
    { name: "no route", text: newConnection("[Errno 101] Network is unreachable"), causes: ["network-unreachable"] },
    { name: "no such name", text: newConnection("[Errno -2] Name or service not known"), causes: ["dns-nxdomain"] },
    {
      name: "CA",
      text: python(
        "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1007)'))",
      ),
      causes: ["tls-unknown-ca"],
    },
    {
      name: "expired",
      text: python(
        "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1007)'))",
      ),
      causes: ["tls-cert-expired"],
    },
    {
      name: "proxy's 403",
      text: python("ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 403 Forbidden'))"),
      causes: ["proxy-403"],
    },
    {
      name: "proxy down",
      text: python(
        "ProxyError('Cannot connect to proxy.', NewConnectionError('<x>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      ),
      causes: ["proxy-refused"],
    },
    {
      name: "401",
      text: `kubernetes.client.exceptions.ApiException: (401)\nReason: Unauthorized\nHTTP response body: {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}\n`,
      causes: ["http-401"],
    },
    {
      name: "403",
      text: `kubernetes.client.exceptions.ApiException: (403)\nReason: Forbidden\nHTTP response body: {"kind":"Status","status":"Failure","message":"pods is forbidden: User \\"sa@p.iam.gserviceaccount.com\\" cannot create resource \\"pods\\" in API group \\"\\" in the namespace \\"default\\"","reason":"Forbidden","code":403}\n`,
      causes: ["http-403"],
      details: { user: "sa@p.iam.gserviceaccount.com", verb: "create", resource: "pods", namespace: "default" },
    },
    {
      name: "another service's error is not ours",
      text: "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='example.com', port=443): Max retries exceeded with url: /login (Caused by NewConnectionError('<x>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      causes: ["unknown"],
    },
  ]);
});

describe("curl", () => {
  itExplains([
    {
      name: "no answer",
      text: "curl: (28) Connection timed out after 3001 milliseconds",
      causes: ["tcp-timeout", "deadline"],
    },
    {
      name: "refused",
      text: "curl: (7) Failed to connect to 10.0.0.2 port 443 after 0 ms: Connection refused",
      causes: ["conn-refused"],
    },
    {
      name: "CA",
      text: "curl: (60) SSL certificate problem: unable to get local issuer certificate\nMore details here: https://curl.se/docs/sslcerts.html",
      causes: ["tls-unknown-ca"],
    },
    { name: "proxy", text: "curl: (56) CONNECT tunnel failed, response 407", causes: ["proxy-407"] },
  ]);
});
