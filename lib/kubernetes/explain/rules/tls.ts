import { closed } from "../ambiguity";
import { means, meansWhen, type Rule, type Scene } from "./rule";

const called = ({ root }: Scene) => root.call;

/** TLS was refused, or could not be set up. */
export const tlsRules: readonly Rule[] = [
  means("tls-cert-not-yet-valid", /certificate has expired or is not yet valid: [^\n]{0,100} is before /),
  means("tls-cert-expired", /certificate has expired or is not yet valid: [^\n]{0,100} is after /),
  means(["tls-cert-expired", "tls-cert-not-yet-valid"], /certificate has expired or is not yet valid/),
  means("tls-hostname-mismatch", /x509: certificate is (?:not )?valid for /),
  means("tls-hostname-mismatch", /doesn't contain any (?:IP )?SANs|relies on legacy Common Name/),
  means("tls-hostname-mismatch", /certificate name does not match input|remote error: tls: unrecognized name/),
  means("tls-unknown-ca", /x509: certificate signed by unknown authority/),
  means("tls-unknown-ca", /x509: (?:\S{1,200} )?certificate is not (?:trusted|standards compliant)/),
  means(
    "tls-unknown-ca",
    /x509: (?:issuer name does not match|invalid signature|certificate is not authorized to sign)/,
  ),
  means("tls-unknown-ca", /x509: cannot verify signature/),

  means(
    "tls-client-cert-required",
    /remote error: tls: (?:certificate required|bad certificate|(?:unknown|expired|revoked|unsupported) certificate|unknown certificate authority|access denied)/,
  ),
  means(["tls-client-cert-required", "tls-protocol"], /remote error: tls: handshake failure/),
  means(
    "tls-protocol",
    /tls: (?:protocol version not supported|server selected unsupported protocol|no supported versions satisfy)/,
  ),
  means(
    "tls-protocol",
    /remote error: tls: (?:insufficient security level|no application protocol|illegal parameter|internal error|inappropriate fallback|unexpected message)/,
  ),
  means("tls-protocol", /tls: (?:server chose an unconfigured|no cipher suite|received unexpected handshake message)/),
  means("tls-protocol", /(?:local error: )?tls: bad record MAC/),

  means(
    "tls-not-tls",
    /tls: (?:first record does not look like a TLS handshake|oversized record received|unsupported SSLv2)/,
  ),
  means("tls-not-tls", /server gave HTTP response to HTTPS client/),
  means("tls-handshake-timeout", /net\/http: TLS handshake timeout/),
  // A TLS alert (record type 21) read as HTTP: the client spoke plain HTTP.
  means("http-to-https", /malformed HTTP response "?\\{1,2}x15\\{1,2}x03/),

  meansWhen(({ root }) => root.call && root.url?.scheme !== "http", "http-eof", /^unexpected EOF$/),
  { pattern: /^(?:unexpected )?EOF$/, judge: (scene) => (called(scene) ? closed(scene) : undefined) },
  meansWhen(called, "http-eof", /^http: server closed idle connection|http2: server sent GOAWAY/),
];
