import { noServerNamed, reset } from "../ambiguity";
import { means, type Rule, type Suspects, suspects } from "./rule";

/** Errors of other Kubernetes clients: Node, Python, curl, Java. Their words, where Go has others. */
export const clientRules: readonly Rule[] = [
  // Node (client-node, undici).
  {
    pattern: /\bECONNREFUSED (?:127\.0\.0\.1|::1|localhost):8080\b/,
    judge: noServerNamed,
  },
  means("conn-refused", /\bconnect ECONNREFUSED\b/),
  means("tcp-timeout", /\bconnect ETIMEDOUT\b/),
  means(
    ["tcp-timeout", "tls-handshake-timeout"],
    /\bUND_ERR_CONNECT_TIMEOUT\b|\bConnectTimeoutError: Connect Timeout Error/,
  ),
  means("deadline", /\bUND_ERR_(?:HEADERS|BODY)_TIMEOUT\b/),
  means("dns-nxdomain", /\bgetaddrinfo ENOTFOUND\b/),
  means("dns-timeout", /\bgetaddrinfo EAI_AGAIN\b|\bqueryA{1,4} E(?:TIMEOUT|SERVFAIL|REFUSED)\b/),
  means("network-unreachable", /\bconnect ENETUNREACH\b/),
  means("host-unreachable", /\bconnect E(?:HOSTUNREACH|HOSTDOWN)\b/),
  means("local-firewall", /\bconnect E(?:PERM|ACCES)\b/),
  means("tls-eof", /Client network socket disconnected before secure TLS connection was established/),
  means("conn-reset", /\b(?:read|write) ECONNRESET\b|\bsocket hang up\b/),
  means(
    "tls-unknown-ca",
    /\b(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?)\b/,
  ),
  means(
    "tls-unknown-ca",
    /^(?:Error: )?(?:self[- ]signed certificate(?: in certificate chain)?|unable to (?:verify the first certificate|get (?:local )?issuer certificate))$/,
  ),
  means("tls-hostname-mismatch", /\bERR_TLS_CERT_ALTNAME_INVALID\b|does not match certificate's altnames/),
  means("tls-cert-expired", /\bCERT_HAS_EXPIRED\b/),
  means("tls-cert-not-yet-valid", /\bCERT_NOT_YET_VALID\b/),
  means(
    "tls-not-tls",
    /\bERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)\b|SSL routines:[^\n]{0,80}:(?:wrong version number|packet length too long)/,
  ),
  means("tls-protocol", /\bERR_SSL_(?:UNSUPPORTED_PROTOCOL|TLSV1_ALERT_PROTOCOL_VERSION)\b|alert protocol version/),
  means("http-to-https", /\bHPE_INVALID_CONSTANT\b[^\n]{0,100}Expected HTTP/),

  // Its words are everybody's: only the API server's own paths count.
  { pattern: /with url: \/(?:apis?|version|openapi|healthz|readyz|livez)\b/, judge: (_, match) => pythonCause(match) },

  // curl, with which the documentation tells people to try the endpoint.
  means("proxy-dns", /^curl: \(5\) /),
  means("dns-nxdomain", /^curl: \(6\) /),
  means("proxy-407", /^curl: \(56\) [^\n]{0,100}407 from proxy|^curl: \(56\) CONNECT tunnel failed, response 407/),
  means("proxy-403", /^curl: \(56\) [^\n]{0,100}403 from proxy|^curl: \(56\) CONNECT tunnel failed, response 403/),
  means(
    "proxy-502",
    /^curl: \(56\) [^\n]{0,100}50[234] from proxy|^curl: \(56\) CONNECT tunnel failed, response 50[234]/,
  ),
  { pattern: /^curl: \((?:35|56)\) [^\n]{0,200}(?:Connection reset|Connection was reset)/, judge: reset },
  means("tls-not-tls", /^curl: \(35\) [^\n]{0,200}wrong version number/),
  means("tls-protocol", /^curl: \(35\) [^\n]{0,200}(?:protocol version|handshake failure|no protocols available)/),
  means("tls-eof", /^curl: \(35\) [^\n]{0,200}(?:unexpected eof|SSL_ERROR_SYSCALL)/i),
  means("tls-cert-expired", /^curl: \(60\) [^\n]{0,200}certificate has expired/),
  means(
    "tls-hostname-mismatch",
    /^curl: \(60\) [^\n]{0,200}(?:no alternative certificate subject name|does not match)/,
  ),
  means("tls-unknown-ca", /^curl: \(60\) /),
  means("http-eof", /^curl: \(52\) /),
  means("network-unreachable", /^curl: \(7\) [^\n]{0,200}(?:Network is unreachable|Network unreachable)/),
  means("host-unreachable", /^curl: \(7\) [^\n]{0,200}No route to host/),
  means(
    "conn-refused",
    /^curl: \(7\) [^\n]{0,200}(?:Connection refused|Couldn't connect to server|Could not connect to server)/,
  ),
  means(["tcp-timeout", "deadline"], /^curl: \(28\) (?:Connection timed out|Failed to connect|Connection timeout)/),
  means(["deadline", "tcp-timeout"], /^curl: \(28\) /),

  // A Kubernetes Status as JSON (Python's "HTTP response body", curl, `-v=8`).
  means("http-401", /"reason": ?\\?"Unauthorized\\?"/),
  means("http-403", /"reason": ?\\?"Forbidden\\?"/),
  means("http-429", /"reason": ?\\?"TooManyRequests\\?"/),
  means("http-503", /"reason": ?\\?"ServiceUnavailable\\?"/),
  means("http-504", /"reason": ?\\?"Timeout\\?"/),
  means("http-500", /"reason": ?\\?"InternalError\\?"/),
];

/** What urllib3 says after the URL, most specific first: Airflow's KubernetesPodOperator and other Python clients. */
const pythonCauses: readonly (readonly [RegExp, Suspects])[] = [
  [/Tunnel connection failed: 407/, suspects("proxy-407")],
  [/Tunnel connection failed: 403/, suspects("proxy-403")],
  [/Tunnel connection failed: 50[234]/, suspects("proxy-502", "proxy-timeout")],
  [/ProxyError[^\n]{0,300}Connection refused/, suspects("proxy-refused")],
  [/ProxyError[^\n]{0,300}(?:Name or service not known|Failed to resolve|name resolution)/, suspects("proxy-dns")],
  [/ProxyError[^\n]{0,300}timed out/, suspects("proxy-timeout")],
  [/doesn't match|Hostname mismatch|IP address mismatch/, suspects("tls-hostname-mismatch")],
  [/certificate has expired/, suspects("tls-cert-expired")],
  [/certificate is not yet valid/, suspects("tls-cert-not-yet-valid")],
  [/CERTIFICATE_VERIFY_FAILED|self[- ]signed certificate/, suspects("tls-unknown-ca")],
  [/wrong.version.number/i, suspects("tls-not-tls")],
  [/UNEXPECTED_EOF_WHILE_READING|EOF occurred in violation of protocol/, suspects("tls-eof")],
  [/Temporary failure in name resolution/, suspects("dns-timeout")],
  [
    /Name or service not known|nodename nor servname|No address associated|Failed to resolve|getaddrinfo failed/,
    suspects("dns-nxdomain"),
  ],
  [/Connection refused|actively refused/, suspects("conn-refused")],
  [/Network is unreachable/, suspects("network-unreachable")],
  [/No route to host/, suspects("host-unreachable")],
  [/ReadTimeoutError|Read timed out/, suspects("deadline")],
  [/ConnectTimeoutError|Connection timed out/, suspects("tcp-timeout")],
  [/Connection reset by peer|Connection aborted|RemoteDisconnected/, suspects("conn-reset")],
];

function pythonCause({ input, index }: RegExpExecArray): Suspects | undefined {
  const error = input.slice(index, index + 1_000);
  const found = pythonCauses.find(([words]) => words.test(error))?.[1];
  const callsDefaultServer =
    found?.[0].cause === "conn-refused" && /host='localhost', port=80\)/.test(input.slice(0, index));
  return callsDefaultServer ? suspects("kubeconfig-missing", "conn-refused") : found;
}
