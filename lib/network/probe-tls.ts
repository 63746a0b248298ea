import { isIP, type Socket } from "node:net";
import { connect, type PeerCertificate, type TLSSocket } from "node:tls";

export type TlsOutcome = {
  readonly outcome:
    | "trusted"
    | "unknown-ca"
    | "name-mismatch"
    | "expired"
    | "not-yet-valid"
    | "closed"
    | "timed-out"
    | "not-tls";
  readonly issuer: string;
  readonly names: readonly string[];
  /** RFC 3339; empty when no certificate was seen. */
  readonly validTo: string;
  readonly detail: string;
  /** The encrypted connection, only when trusted; the caller ends it. */
  readonly socket: TLSSocket | undefined;
};

/**
 * One TLS handshake over an open connection, judged against one CA (PEM) or, without it, the system's roots.
 * Takes the socket over: it is destroyed unless the outcome is `trusted`.
 */
export function probeTls(
  socket: Socket,
  { host, ca }: { readonly host: string; readonly ca: string | undefined },
  signal: AbortSignal,
): Promise<TlsOutcome> {
  return new Promise((resolve) => {
    const secure = connect({
      socket,
      host,
      ...(isIP(host) === 0 && { servername: host }),
      ...(ca && { ca }),
      rejectUnauthorized: false,
      ALPNProtocols: ["http/1.1"],
    });
    const end = (outcome: Omit<TlsOutcome, "socket">) => {
      secure.destroy();
      resolve({ ...outcome, socket: undefined });
    };
    const expire = () => end({ ...nothingSeen, outcome: "timed-out", detail: "the handshake did not end" });
    if (signal.aborted) expire();
    signal.addEventListener("abort", expire, { once: true });
    secure.once("secureConnect", () => {
      const seen = describe(secure.getPeerCertificate());
      if (secure.authorized) return resolve({ ...seen, outcome: "trusted", detail: "", socket: secure });
      const code = String(secure.authorizationError);
      end({ ...seen, outcome: outcomeOf(code), detail: code });
    });
    secure.once("error", (error: NodeJS.ErrnoException) => {
      const outcome = /WRONG_VERSION|PACKET_LENGTH|RECORD_LAYER|EPROTO/.test(error.code ?? "") ? "not-tls" : "closed";
      end({ ...nothingSeen, outcome, detail: error.message });
    });
    secure.once("close", () =>
      end({ ...nothingSeen, outcome: "closed", detail: "the far end closed during the handshake" }),
    );
  });
}

const nothingSeen = { issuer: "", names: [], validTo: "" };

function outcomeOf(code: string): TlsOutcome["outcome"] {
  if (/ALTNAME_INVALID/.test(code)) return "name-mismatch";
  if (/CERT_HAS_EXPIRED/.test(code)) return "expired";
  if (/CERT_NOT_YET_VALID/.test(code)) return "not-yet-valid";
  return "unknown-ca";
}

function describe(certificate: PeerCertificate): { issuer: string; names: readonly string[]; validTo: string } {
  const issuer = Object.entries(certificate.issuer ?? {})
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(", ");
  const names = (certificate.subjectaltname ?? "").split(", ").map((name) => name.replace(/^(DNS|IP Address):/, ""));
  return {
    issuer,
    names: names.filter(Boolean),
    validTo: certificate.valid_to ? new Date(certificate.valid_to).toISOString() : "",
  };
}
