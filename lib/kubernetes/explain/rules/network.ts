import { dialRefused, dropped, noServerNamed, reset, timedOut, wasRefused } from "../ambiguity";
import type { Root } from "../unwrap";
import { readHostPort } from "../unwrap";
import { means, meansWhen, type Rule, type Scene, type Suspects, suspects } from "./rule";

/** Go's error for a whole call, or the whole of what was pasted. */
function isCallError({ root }: Scene): boolean {
  return root.call || !root.wrapped;
}

function silence(scene: Scene): Suspects {
  return [dropped(scene)];
}

const googleApi = ({ root }: Scene) => isGoogleApi(root);

function isGoogleApi(root: Root): boolean {
  return /(?:^|\.)(?:googleapis\.com|accounts\.google\.com|metadata\.google\.internal)$/.test(root.url?.host ?? "");
}

/** Names, routes and TCP, in Go's words on Linux, macOS and Windows. */
export const networkRules: readonly Rule[] = [
  meansWhen(
    googleApi,
    "gcloud-api-unreachable",
    /dial tcp|timeout|deadline exceeded|reset by peer|^EOF$|no such host|x509: /,
  ),

  {
    pattern: /The connection to the server (\S{1,300}) was refused/,
    judge: (scene, match) => {
      const place = readHostPort(match[1] ?? "");
      if (!place) return undefined;
      const isDefault = place.host === "localhost" && place.port === 8080 && scene.evidence.url?.scheme !== "https";
      return isDefault ? noServerNamed(scene) : wasRefused(scene, place.host, place.port);
    },
  },

  means(
    "dns-nxdomain",
    /\blookup \S{1,300}(?: on \S{1,100})?: (?:no such host|no address associated|no data record|getaddrinfow: No such host|nodename nor servname)/i,
  ),
  means(
    ["dns-timeout", "network-unreachable"],
    /\blookup \S{1,300} on \S{1,100}: (?:dial|read|write) udp [^\n]{1,200}: (?:network is unreachable|no route to host)/,
  ),
  means("dns-timeout", /\blookup \S{1,300}(?: on \S{1,100})?: /),

  means(
    "network-unreachable",
    /connect: network is unreachable|connectex: A socket operation was attempted to an unreachable network/,
  ),
  means(
    "host-unreachable",
    /connect: (?:no route to host|host is down)|connectex: A socket operation was attempted to an unreachable host/,
  ),
  means("network-unreachable", /connect: (?:cannot|can't) assign requested address/),
  means(
    "local-firewall",
    /connect: (?:operation not permitted|permission denied)|connectex: An attempt was made to access a socket in a way forbidden/,
  ),
  {
    pattern: /dial tcp [^\n]{1,300}(?:connection refused|actively refused)/,
    judge: dialRefused,
  },
  {
    pattern:
      /dial tcp \S{1,100}: (?:i\/o timeout|connect: (?:connection|operation) timed out|connectex: A connection attempt failed because the connected party did not properly respond)/,
    judge: silence,
  },
  { pattern: /dial tcp \S{1,100}: (?:context deadline exceeded|operation was canceled)/, judge: silence },

  {
    pattern:
      /\b(?:read|write) tcp \S{1,200}: (?:(?:read|write): )?(?:connection reset by peer|broken pipe|wsa(?:recv|send): An existing connection was forcibly closed|wsasend: An established connection was aborted)/,
    judge: reset,
  },
  meansWhen(
    ({ root }) => root.call,
    "conn-reset",
    /connection reset by peer|forcibly closed by the remote host|http2: client connection lost/,
  ),
  meansWhen(
    ({ root }) => root.call,
    "http-eof",
    /stream error: stream ID \d{1,9}; |http2: client connection force closed/,
  ),

  meansWhen(
    isCallError,
    "deadline",
    /Client\.Timeout or context cancellation while reading body|Client\.Timeout exceeded while reading body/,
  ),
  {
    pattern:
      /request canceled while waiting for connection|\(Client\.Timeout exceeded while awaiting headers\)|timeout awaiting response headers/,
    judge: timedOut,
  },
  { pattern: /^context deadline exceeded$/, judge: (scene) => (isCallError(scene) ? timedOut(scene) : undefined) },
  {
    pattern: /\bread tcp \S{1,200}: (?:i\/o timeout|read: (?:connection|operation) timed out)/,
    judge: (scene) => (isCallError(scene) ? suspects("deadline") : undefined),
  },
  { pattern: /^i\/o timeout$/, judge: () => suspects("tcp-timeout", "deadline", "dns-timeout") },
];
