import type { ErrorCause } from "./causes";
import { dialledAddress, dialsElsewhere, isAddress, isLoopback } from "./evidence";
import { type Scene, type Suspect, type Suspects, suspects } from "./rules/rule";

/**
 * The texts that several causes share. Each function orders the causes by what else was printed, and leaves out only
 * those that it rules out.
 */

/** "localhost:8080" is where kubectl goes when its configuration names no server. */
export function noServerNamed({ evidence }: Scene): Suspects {
  return evidence.kubeconfigLoaded
    ? suspects("no-current-context", "context-missing", "kubeconfig-invalid")
    : suspects("kubeconfig-missing", "no-current-context", "context-missing", "kubeconfig-invalid");
}

/** kubectl's last line hides whether the server or the proxy refused; `host` and `port` are the ones it names. */
export function wasRefused({ evidence }: Scene, host: string, port: number | undefined): Suspects {
  if (evidence.proxyRefused) return suspects("proxy-refused");
  if (evidence.directRefused) return suspects("conn-refused");
  if (evidence.resolverRefused) return suspects("dns-timeout");
  if (isLoopback(host)) return suspects("conn-refused", "proxy-refused");
  // A control plane that runs does not refuse on 443; a local proxy or tunnel that is down does.
  if (evidence.proxySetting || port === undefined) return suspects("proxy-refused", "conn-refused");
  return suspects("conn-refused", "proxy-refused");
}

/** A dial that was refused, with the address that was dialled. */
export function dialRefused(scene: Scene): Suspects {
  const { root } = scene;
  if (root.proxied || dialsElsewhere(root)) return suspects("proxy-refused");
  const { url } = root;
  const defaultServer = url?.scheme === "http" && url.host === "localhost";
  if (defaultServer && url.port === 8080) return noServerNamed(scene);
  if (defaultServer && url.port === undefined) return suspects("kubeconfig-missing", "conn-refused");
  return suspects("conn-refused");
}

/** Packets that nobody answers; where authorized networks cannot be why, the words and remedies for them are left out. */
export function dropped({ root, evidence }: Scene): Suspect {
  const dialled = dialledAddress(root);
  const host = (root.url ?? evidence.url)?.host ?? dialled ?? "";
  if (host.endsWith(".gke.goog")) {
    return {
      cause: "tcp-timeout",
      why: "Packets to the DNS endpoint's address are dropped silently. Authorized networks do not apply to that endpoint: this network has no way to Google's front end, or a firewall or the DNS answer leads astray.",
      remedies: ["configure-dns", "correct-proxy", "use-private-network"],
    };
  }
  if (isLoopback(host)) {
    return {
      cause: "tcp-timeout",
      why: "The address is this machine's own: the tunnel that listens there takes no connections. Authorized networks are not the subject.",
      remedies: ["correct-proxy", "get-credentials"],
    };
  }
  if ((dialled ?? host).includes(":")) {
    return {
      cause: "tcp-timeout",
      why: "Packets over IPv6 are dropped silently. Authorized networks hold IPv4 only, so an entry for this address cannot help.",
      remedies: ["use-ipv4", "get-credentials", "use-private-network", "open-dns-endpoint"],
    };
  }
  return { cause: "tcp-timeout" };
}

/**
 * The client's own deadline ran out. Go says "while waiting for connection" only while it has none (dial, proxy, TLS),
 * but says the rest in any phase; with the default of 32 s, dialling (30 s) and TLS (10 s) give up earlier by themselves.
 */
export function timedOut({ root, evidence }: Scene): Suspects {
  if (root.proxied) return suspects("proxy-timeout");
  if (evidence.httpStatus !== undefined) return suspects("deadline");

  const { waitingForConnection, bare, awaitingHeaders, canceled } = evidence.deadlines;
  const early = 3 * waitingForConnection + bare > 3 * canceled + awaitingHeaders;
  const url = root.url ?? evidence.url;
  const host = url?.host;

  let order: ErrorCause[];
  if (evidence.requestTimeout === false) {
    order = early
      ? ["proxy-timeout", "deadline", "tcp-timeout", "tls-handshake-timeout"]
      : ["deadline", "proxy-timeout", "tcp-timeout", "tls-handshake-timeout"];
  } else if (early) {
    order = ["tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "deadline"];
    if (evidence.proxySetting) order = toFront(order, "proxy-timeout");
    // Loopback accepts or refuses at once: the silence came after TCP.
    if (host && isLoopback(host)) order = toFront(order, "tls-handshake-timeout");
  } else order = ["deadline", "tcp-timeout", "tls-handshake-timeout", "proxy-timeout"];

  if (host && !isAddress(host) && !isLoopback(host)) order.push("dns-timeout");
  if (evidence.handshakeTimedOut) order = toFront(order, "tls-handshake-timeout");
  if (evidence.dialTimedOut) order = toFront(order, "tcp-timeout");
  if (evidence.connected) order = order.filter((cause) => cause !== "tcp-timeout" && cause !== "dns-timeout");
  const [first = "deadline", ...rest] = order;
  const suspect = (cause: ErrorCause) => (cause === "tcp-timeout" ? dropped({ root, evidence }) : { cause });
  return [suspect(first), ...rest.map(suspect)];
}

function toFront(order: readonly ErrorCause[], cause: ErrorCause): ErrorCause[] {
  return [cause, ...order.filter((other) => other !== cause)];
}

/** The connection was closed in good order: during TLS, or after the request. */
export function closed({ root, evidence }: Scene): Suspects {
  if (root.socks) return suspects("proxy-502");
  if (root.proxied) return suspects("proxy-not-tls");
  if ((root.url ?? evidence.url)?.scheme === "http") return suspects("http-to-https", "http-eof");
  return evidence.httpStatus === undefined ? suspects("tls-eof", "http-eof") : suspects("http-eof", "tls-eof");
}

export function reset({ root, evidence }: Scene): Suspects {
  if (root.proxied) return suspects("proxy-refused");
  return (root.url ?? evidence.url)?.scheme === "http"
    ? suspects("http-to-https", "conn-reset")
    : suspects("conn-reset");
}

/** kubectl prints 500, 501 and 502 alike; `body` is what the server said. */
export function serverError({ evidence }: Scene, body: string): Suspects {
  const badGateway = /\b502\b|bad gateway/i.test(body);
  if (evidence.httpStatus === 502 || badGateway) return suspects("http-502");
  if (evidence.httpStatus === 500) return suspects("http-500");
  return body === "" || body === "unknown" || body.startsWith("<")
    ? suspects("http-500", "http-502")
    : suspects("http-500");
}
