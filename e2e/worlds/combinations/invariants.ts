import { cidrContains } from "@/lib/core/address";
import type { RemedyId } from "@/lib/core/remedy-id";
import { checks } from "@/lib/diagnosis/checks";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { primaryCause } from "@/lib/diagnosis/engine/attribute";
import { conclude } from "@/lib/diagnosis/engine/conclude";
import type { Conclusion } from "@/lib/diagnosis/engine/event";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import { proposePlan } from "@/lib/diagnosis/remedies";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { expectationOf } from "./oracle";

export type Violation = { readonly rule: string; readonly detail: string };

const networkRemedies: readonly RemedyId[] = [
  "allow-network",
  "replace-network",
  "restore-networks",
  "aggregate-networks",
  "allow-google-cloud",
  "enable-public-endpoint",
  "use-private-network",
];

/** Texts that only a Kubernetes API server prints: whatever the configuration says, the packets arrive. */
const answers: readonly ErrorCause[] = [
  "http-401",
  "http-403",
  "http-404",
  "http-429",
  "http-500",
  "http-502",
  "http-503",
  "http-504",
  "no-agent-available",
  "webhook-unreachable",
];
/** Something took or refused the connection: no list of addresses dropped the packets. */
const takes: readonly ErrorCause[] = [
  "conn-refused",
  "conn-reset",
  "tls-handshake-timeout",
  "tls-eof",
  "tls-not-tls",
  "tls-protocol",
  "http-to-https",
  "tls-unknown-ca",
  "tls-hostname-mismatch",
  "tls-cert-expired",
  "tls-cert-not-yet-valid",
  "tls-client-cert-required",
  "http-eof",
  "http-400",
  "captive-portal",
  "proxy-refused",
  "proxy-timeout",
  "proxy-dns",
  "proxy-not-tls",
  "proxy-untrusted",
  "proxy-403",
  "proxy-407",
  "proxy-502",
];

/** The client failed before it called anything: no setting of the network gives such a text. */
const uncalled: readonly ErrorCause[] = [
  "exec-plugin-missing",
  "exec-plugin-failed",
  "auth-provider-removed",
  "gcloud-no-account",
  "gcloud-reauth-required",
  "gcloud-unauthenticated",
  "gcloud-insufficient-scopes",
];

/** Candidates that stand for one and the same root cause. */
const families: readonly (readonly ErrorCause[])[] = [
  ["kubeconfig-missing", "no-current-context", "context-missing", "kubeconfig-invalid"],
  ["http-429", "http-500", "http-502", "http-503", "http-504"],
  ["tls-handshake-timeout", "tls-eof", "tls-protocol", "tls-client-cert-required", "tls-not-tls", "http-to-https"],
  ["proxy-refused", "proxy-timeout", "proxy-dns", "proxy-not-tls", "proxy-untrusted", "proxy-502"],
  ["proxy-403", "proxy-407", "proxy-502", "captive-portal", "gcloud-captive-portal"],
  ["tcp-timeout", "network-unreachable", "host-unreachable", "deadline"],
  ["conn-refused", "conn-reset"],
  ["dns-nxdomain", "dns-timeout"],
  ["tls-cert-expired", "tls-cert-not-yet-valid"],
  ["gcloud-api-disabled", "gcloud-billing-disabled"],
  ["gcloud-cluster-not-found", "gcloud-location-missing", "gcloud-project-missing"],
  ["gcloud-not-private", "gcloud-no-private-endpoint"],
  ["dns-endpoint-forbidden", "gcloud-dns-endpoint-closed"],
  [
    "http-401",
    "exec-plugin-failed",
    "gcloud-no-account",
    "gcloud-reauth-required",
    "gcloud-unauthenticated",
    "gcloud-insufficient-scopes",
  ],
];

/** Causes that an update of the list was refused for: they say nothing about the path. */
const refusedUpdates = [
  "authorized-network-not-reserved",
  "authorized-networks-required",
  "operation-running",
  "authorized-networks-full",
];

/** Every promise that the conclusion of these facts breaks. */
export function violationsOf(facts: FactSnapshot): readonly Violation[] {
  const found: Violation[] = [];
  const broken = (rule: string, detail: string) => found.push({ rule, detail });

  let conclusion: Conclusion;
  try {
    conclusion = conclude(facts, checks);
  } catch (error) {
    return [{ rule: "a: concludes", detail: String(error) }];
  }
  const { verdict, findings } = conclusion;
  const { state, cause, remedies } = verdict;
  const primary = primaryCause(findings, checks);
  const said = isElsewhere(facts) ? undefined : certainCauses(facts);
  const answered =
    said?.some((name) => answers.includes(name)) === true &&
    said.every((name) => name === "client-usage" || answers.includes(name));
  const taken = said?.every((name) => takes.includes(name));
  const fromServer = facts.request?.state === "known" && facts.request.value.vantage.kind === "server";
  const tcp = facts.tcp?.state === "known" ? facts.tcp.value : undefined;
  const kind = facts.target?.state === "known" ? facts.target.value.kind : undefined;
  const http = facts.http?.state === "known" ? facts.http.value.answers : [];
  const observedOpen =
    fromServer && (kind === "dns" ? http.some(({ body }) => body === "ok") : tcp?.outcome === "connected");

  for (const { check, status, summary } of findings) {
    if (summary.startsWith("This check failed inside")) broken("a: no check throws", `${check}: ${summary}`);
    if (status === "fail" && summary.includes("undefined")) broken("a: text", `${check}: ${summary}`);
  }
  if ((state === "blocked") !== (primary !== undefined) || cause !== (primary?.check ?? null)) {
    broken("b: one primary cause iff blocked", `${state} ${cause} ${primary?.check}`);
  }

  const expected = expectationOf(facts);
  const seen = expected !== "let-in" && (answered || observedOpen);
  if (state === "reachable" && expected !== "let-in" && !seen) broken("c: reachable only when let in", expected);
  if (state === "reachable" && fromServer && tcp && tcp.outcome !== "connected" && !answered) {
    broken("c: reachable against the probe", tcp.outcome);
  }
  if (primary && isConfiguredNetworkCause(primary) && expected !== "kept-out") {
    broken("c: blocked by configuration only when kept out", `${primary.check} ${expected}`);
  }
  if (
    primary &&
    isConfiguredNetworkCause(primary) &&
    (answered || (observedOpen && !facts.errorText) || (taken === true && primary.hop !== "endpoint"))
  ) {
    broken("c: blocked against what was seen", `${primary.check} ${said}`);
  }
  if (primary && isConfiguredNetworkCause(primary) && said?.every((name) => uncalled.includes(name))) {
    broken("c: blocked by the network for an error that came before it", `${primary.check} ${said}`);
  }

  const clusterUnknown = facts.cluster?.state === "unknown";
  const definite =
    facts.clusterLookup?.state === "known" &&
    ["not-found", "api-disabled", "billing-disabled"].includes(facts.clusterLookup.value.outcome);
  if (clusterUnknown && state === "reachable") broken("d: reachable without a cluster", "");
  if (
    clusterUnknown &&
    !definite &&
    primary &&
    !primary.bases.some((basis) => basis === "kubeconfig" || basis === "error-text")
  ) {
    broken("d: blocked without a cluster by something else", primary.check);
  }

  const offered = [
    ...remedies,
    ...findings
      .filter(({ severity, status }) => status === "fail" && severity === "blocking")
      .flatMap((finding) => finding.remedies),
  ];
  if (answered && remedies.some(({ id }) => networkRemedies.includes(id))) {
    broken("e: no network remedy after an answer", `${cause}: ${remedies.map(({ id }) => id).join()}`);
  }
  if (primary && ["kubeconfig", "cluster", "tls", "authentication", "authorization"].includes(primary.hop)) {
    const network = remedies.filter(({ id }) => networkRemedies.includes(id));
    if (network.length > 0)
      broken("e: no network remedy for another cause", `${cause}: ${network.map(({ id }) => id).join()}`);
  }

  offered.forEach((remedy) => {
    try {
      proposePlan(facts, remedy);
    } catch (error) {
      broken("f: a remedy does not throw", `${remedy.id}: ${error}`);
    }
    if (remedy.id === "allow-network") checkAllowNetwork(facts, remedy.params.cidr, broken);
  });
  const [first] = remedies;
  if (first) {
    const plan = proposePlan(facts, first);
    if ("refused" in plan) broken("f: the first remedy does not refuse", `${cause} ${first.id}: ${plan.refused}`);
  }
  for (const remedy of remedies.slice(1)) {
    const plan = proposePlan(facts, remedy);
    if ("refused" in plan) broken("f: no remedy of the verdict refuses", `${cause} ${remedy.id}: ${plan.refused}`);
  }

  const inGoogleCloud = facts.googleRange?.state === "known" && facts.googleRange.value.member;
  if (primary && inGoogleCloud && primary.hop === "authorized-networks" && isConfiguredNetworkCause(primary)) {
    if (primary.certainty === "certain")
      broken("c: Google Cloud's callers are never certainly kept out", primary.check);
  }

  const ambiguous = isAmbiguous(facts);
  if (ambiguous && primary?.certainty === "certain" && primary.bases.join() === "error-text") {
    broken("g: an ambiguous text alone is never certain", `${primary.check}: ${ambiguous}`);
  }

  if (verdict.headline.length > 60) broken("text: headline", verdict.headline);
  for (const text of [verdict.headline, verdict.summary, verdict.why, verdict.next, verdict.confirmation ?? ""]) {
    if (/\.\.|undefined|null\b|\s\.|:\.| {2}|,\./.test(text)) broken("text: punctuation", text);
  }
  return found;
}

function checkAllowNetwork(facts: FactSnapshot, cidr: string, broken: (rule: string, detail: string) => void): void {
  if (facts.cluster?.state !== "known") {
    broken("f: allow-network without a cluster", cidr);
    return;
  }
  const { authorizedNetworks, endpoints } = facts.cluster.value;
  const kind = facts.target?.state === "known" ? facts.target.value.kind : undefined;
  const isPrivate = /^(10|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(cidr);
  if (kind === "dns") broken("f: allow-network cannot help the DNS endpoint", cidr);
  if (!authorizedNetworks.enabled) broken("f: allow-network for a list that is off", cidr);
  if (cidr.includes(":") || cidr.startsWith("127.") || cidr.startsWith("203.0.113."))
    broken("f: allow-network for no public address", cidr);
  if (isPrivate && kind !== "private") broken("f: allow-network for a private address", cidr);
  if (!isPrivate && !endpoints.public.enabled) broken("f: allow-network with the public endpoint off", cidr);
  if (authorizedNetworks.entries.some(({ network }) => network && cidrContains(network, cidr))) {
    broken("f: allow-network for what is listed", cidr);
  }
}

/** Causes of the network that rest on the configuration alone. */
function isConfiguredNetworkCause({ check, hop, bases }: Finding): boolean {
  if (refusedUpdates.includes(check) && bases.includes("error-text")) return false;
  return (
    ["endpoint", "address", "authorized-networks"].includes(hop) &&
    !bases.some((basis) => basis === "observed" || basis === "error-text" || basis === "kubeconfig")
  );
}

/** The candidates of a text, when all of them lead to one root cause. */
function certainCauses({ errorText }: FactSnapshot): readonly ErrorCause[] | undefined {
  if (errorText?.state !== "known" || !errorText.value.given || errorText.value.causes.length === 0) return undefined;
  return errorText.value.causes.map(({ cause }) => cause);
}

/** The text names a public server or a DNS endpoint that this cluster never had. */
function isElsewhere({ errorText, cluster }: FactSnapshot): boolean {
  const host = errorText?.state === "known" && errorText.value.given ? errorText.value.details.host : undefined;
  if (host === undefined || cluster?.state !== "known" || /^(127|10|172)\./.test(host)) return false;
  const { public: open, private: inner, dns, retiredPublicAddress } = cluster.value.endpoints;
  return ![open.address, inner.address, dns.host, retiredPublicAddress].includes(host);
}

function isAmbiguous(facts: FactSnapshot): string | undefined {
  const causes = certainCauses(facts) ?? [];
  if (causes.length < 2 || families.some((family) => causes.every((cause) => family.includes(cause)))) return undefined;
  return causes.join();
}
