import { meansWhen, type Rule, type Scene } from "./rule";

const proxied = ({ root }: Scene) => root.proxied;
const socks = ({ root }: Scene) => root.socks;

/** Go prints only the status text when a proxy refuses CONNECT, after a layer that says a call failed. */
const called = ({ root }: Scene) => root.call;

const notAProxy = {
  cause: "proxy-403",
  why: "What the proxy setting names answered CONNECT with another status: it is a web server that is no proxy, or it does not tunnel to that port. This is not a refusal by the cluster.",
} as const;

/** A proxy in between: the way to it failed, or it answered CONNECT with something else than 200. */
export const proxyRules: readonly Rule[] = [
  meansWhen(socks, "proxy-403", /not allowed by ruleset/),
  meansWhen(socks, "proxy-407", /authentication (?:failed|methods?)|no acceptable authentication/),
  meansWhen(socks, "proxy-timeout", /TTL expired/),
  meansWhen(
    socks,
    "proxy-502",
    /^(?:unknown error )?(?:general SOCKS server failure|(?:network|host) unreachable|connection refused)/,
  ),

  meansWhen(proxied, "proxy-dns", /\blookup \S{1,300}/),
  meansWhen(proxied, "proxy-refused", /connection refused|actively refused/),
  meansWhen(proxied, ["proxy-not-tls", "proxy-timeout"], /TLS handshake timeout/),
  meansWhen(
    proxied,
    "proxy-timeout",
    /i\/o timeout|timed out|did not properly respond|no route to host|network is unreachable|host is down|unreachable (?:network|host)/,
  ),
  meansWhen(proxied, "proxy-untrusted", /x509: /),
  meansWhen(
    proxied,
    "proxy-not-tls",
    /does not look like a TLS handshake|HTTP response to HTTPS client|^EOF$|unexpected EOF|tls: /,
  ),
  meansWhen(proxied, "proxy-refused", /connection reset|forcibly closed|broken pipe/),

  meansWhen(
    called,
    "proxy-407",
    /^(?:Proxy Authentication Required|Authentication Required|Unauthorized|Proxy authentication required)$/i,
  ),
  meansWhen(called, "proxy-403", /^(?:Forbidden|Not Allowed|Access Denied|Blocked|Tunnel Forbidden)$/i),
  meansWhen(called, ["proxy-502", "proxy-timeout"], /^Gateway Time-?out$/i),
  meansWhen(
    called,
    "proxy-502",
    /^(?:Bad Gateway|Service (?:Temporarily )?Unavailable|Host (?:Unreachable|Not Found)|Connection (?:Refused|Failed)|Internal Server Error)$/i,
  ),
  {
    pattern: /^(?:Bad Request|Not Found|Method Not Allowed|Not Implemented|Not Acceptable|unknown status code)$/i,
    judge: ({ root }) => (root.call ? [notAProxy] : undefined),
  },
];
