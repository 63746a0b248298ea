import { serverError } from "../ambiguity";
import { means, meansBecause, meansWhen, type Rule, type Scene, type Suspects, suspects } from "./rule";

/** The API server itself said it: the network path works, whatever the message names. */
const answered = ({ root }: Scene) => root.answered !== undefined;

/** Some HTTP answer came, and client-go put its own words for it in the place of the server's. */
const called = ({ root }: Scene) => root.answered !== undefined || root.call || root.wrapped;

const googleFrontEnd =
  /gke\.goog|Error 403 \(Forbidden\)|That.{1,6}s an error|www\.google\.com|client does not have permission to get URL/i;

function htmlForbidden({ root, evidence }: Scene): Suspects {
  const host = (root.url ?? evidence.url)?.host ?? "";
  if (host.endsWith(".gke.goog") || googleFrontEnd.test(root.text)) return suspects("dns-endpoint-forbidden");
  const isWholePage = /<(?:title|body|h1)\b/i.test(root.text);
  return isWholePage
    ? suspects("captive-portal", "dns-endpoint-forbidden")
    : suspects("dns-endpoint-forbidden", "captive-portal");
}

function forbidden(_: Scene, match: RegExpExecArray): Suspects {
  if (!match[0].includes("system:anonymous")) return suspects("http-403");
  return [
    {
      cause: "http-403",
      why: "The API server saw no credentials (system:anonymous), so the network path works and the login did not arrive: no token was sent, or none that it accepts.",
      remedies: ["log-in", "install-auth-plugin", "get-credentials"],
    },
  ];
}

/** The API server (or something in its place) answered HTTP. */
export const serverRules: readonly Rule[] = [
  means("vpc-service-controls", /vpcServiceControlsUniqueIdentifier|SECURITY_POLICY_VIOLATED/),
  means("vpc-service-controls", /Request is prohibited by organization's policy/i),

  means("no-agent-available", /No agent available/i),
  means("no-agent-available", /error dialing backend: /),
  meansWhen(answered, "no-agent-available", /^Get "?https:\/\/[^\s"]{1,300}:10250\//),
  means("webhook-unreachable", /failed calling webhook "[^"\n]{1,300}"|failed to call webhook: /),
  meansBecause(
    "client-usage",
    /admission webhook "[^"\n]{1,300}" denied the request|violates PodSecurity|exceeded quota: /,
    "The API server was reached and its admission rules refused this object. The path and the login work.",
  ),

  {
    pattern: /^<(?:!doctype|html)[^\n]{0,200}/i,
    judge: (scene) => (scene.root.answered === "Forbidden" ? htmlForbidden(scene) : undefined),
  },
  {
    pattern: /^<(?:!doctype|html)[^\n]{0,200}/i,
    judge: (scene) => (scene.root.call ? htmlForbidden(scene) : undefined),
  },
  means("dns-endpoint-forbidden", /Error 403 \(Forbidden\)/),
  means("dns-endpoint-forbidden", /Your client does not have permission to get URL/),

  means("http-401", /You must be logged in to the server/i),
  means("http-401", /the server has asked for the client to provide credentials/),
  meansWhen(({ root }) => root.wrapped && !root.call, "http-401", /^Unauthorized$/),
  meansWhen(({ root }) => root.answered === "Unauthorized", "http-401", /^/),

  { pattern: /\b(?:is )?forbidden: User \\?"[^"\\\n]{0,300}\\?" cannot [a-z]{1,40} /, judge: forbidden },
  { pattern: /User \\?"system:anonymous\\?" cannot /, judge: forbidden },
  meansWhen(({ root }) => root.answered === "Forbidden", "http-403", /^/),
  meansWhen(called, "http-403", /^unknown$/),

  means("http-429", /the server has received too many requests and has asked us to try again later/),
  meansWhen(({ root }) => root.answered === "TooManyRequests", "http-429", /^/),
  means("http-503", /the server is currently unable to handle the request/),
  meansWhen(({ root }) => root.answered === "ServiceUnavailable", "http-503", /^/),
  means("http-504", /the server was unable to return a response in the time allotted/),
  means("http-504", /Timeout: request did not complete within (?:the allotted|requested) timeout/),
  meansWhen(({ root }) => root.answered === "Timeout", "http-504", /^/),
  {
    pattern: /an error on the server \(\\?"(.{0,300}?)\\?"\) has prevented the request from succeeding/s,
    judge: (scene, match) => serverError(scene, match[1] ?? ""),
  },
  {
    pattern: /^an error on the server \(\\?"(.{0,300})/s,
    judge: (scene, match) => serverError(scene, match[1] ?? ""),
  },
  meansWhen(({ root }) => root.answered === "InternalError", "http-500", /^/),
  means("http-500", /^Internal error occurred: |\betcdserver: /),

  means("http-404", /the server could not find the requested resource/),
  means("http-to-https", /client sent an HTTP request to an HTTPS server/i),
  { pattern: /the server rejected our request for an unknown reason/, judge: badRequest },
  meansWhen(({ root }) => root.answered === "NotFound", ["client-usage", "http-404"], / not found/),
  meansWhen(
    ({ root }) =>
      /^(?:AlreadyExists|Conflict|Invalid|BadRequest|MethodNotAllowed|Gone|Expired)$/.test(root.answered ?? ""),
    "client-usage",
    /^/,
  ),

  means("captive-portal", /invalid character '<' looking for beginning of value/),
  meansWhen(
    ({ root }) => root.wrapped,
    "captive-portal",
    /^invalid character '[^'\n]{1,10}' (?:looking for beginning of value|in literal )/,
  ),
];

function badRequest({ root, evidence }: Scene): Suspects {
  const scheme = (root.url ?? evidence.url)?.scheme;
  if (scheme === "http") return suspects("http-to-https");
  return scheme === "https" ? suspects("http-400") : suspects("http-400", "http-to-https");
}
