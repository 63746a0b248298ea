import { compareHops, type Hop, hops, hopTitles } from "@/lib/core/hop";
import type { Check } from "@/lib/diagnosis/checks/define-check";
import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { describeEntries, listing } from "@/lib/diagnosis/facts/derive/admission";
import { endpointNamed, endpointTitles } from "@/lib/diagnosis/facts/derive/endpoint-match";
import type { FactName, FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import { formatSeconds } from "./format-seconds";
import type { Station } from "./verdict";

/** The path as it is drawn. Details are a few words, from the facts that decided; the findings hold the sentences. */
export function stations(
  findings: readonly Finding[],
  pending: readonly Check[],
  primary: Finding | undefined,
  facts: FactSnapshot,
): readonly Station[] {
  return hops.map((hop): Station => {
    const title = hopTitles[hop];
    if (primary?.hop === hop) return { hop, title, state: "broken", detail: primary.title };
    if (primary && compareHops(hop, primary.hop) > 0)
      return { hop, title, state: "not-reached", detail: "not reached" };
    const here = findings.filter((finding) => finding.hop === hop);
    const unknown = here.find(({ status }) => status === "unknown");
    if (unknown) return { hop, title, state: "unknown", detail: missingWords(unknown) };
    if (pending.some(({ meta }) => meta.hop === hop)) return { hop, title, state: "pending", detail: "" };
    const state = here.some(({ status }) => status === "pass") ? "passed" : "not-applicable";
    return { hop, title, state, detail: details[hop](facts) ?? (state === "passed" ? "passed" : "nothing to check") };
  });
}

/** What is worth knowing at a hop that was passed, or that had nothing to be judged by. */
const details: Readonly<Record<Hop, (facts: FactSnapshot) => string | undefined>> = {
  kubeconfig(facts) {
    const kubeconfig = value(facts, "kubeconfig");
    const target = value(facts, "target");
    if (!kubeconfig?.given) {
      return target?.chosenBy === "error-text" ? `your error names the ${endpointTitles[target.kind]}` : "none given";
    }
    const cluster = value(facts, "cluster");
    const { server } = kubeconfig.summary;
    if (server === null) return "names no server";
    const kind = cluster && endpointNamed(cluster, server);
    if (kind) return `names the ${endpointTitles[kind]}`;
    return server === cluster?.endpoints.retiredPublicAddress ? "names an endpoint that is off" : server;
  },

  cluster(facts) {
    const cluster = value(facts, "cluster");
    return cluster && `${cluster.status}, ${cluster.mode === "autopilot" ? "Autopilot" : cluster.kind}`;
  },

  endpoint(facts) {
    const target = value(facts, "target");
    if (!target) return undefined;
    const { kind, host, chosenBy } = target;
    return `${kind === "dns" ? "DNS endpoint" : `${kind} ${host}`}, ${reasons[chosenBy]}`;
  },

  address(facts) {
    return facts.caller?.state === "unknown" ? "not known" : value(facts, "caller")?.address;
  },

  "authorized-networks"(facts) {
    const cluster = value(facts, "cluster");
    const target = value(facts, "target");
    if (!cluster || !target) return undefined;
    const networks = cluster.authorizedNetworks;
    if (target.kind === "dns") return "none for the DNS endpoint";
    if (!networks.enabled) return "off: every address gets in";
    if (target.kind === "private" && networks.privateEndpointEnforcement !== true) {
      return "not for the private endpoint";
    }
    const caller = value(facts, "caller");
    const { covered, by } = caller ? listing(networks, caller.address) : { covered: "none", by: [] };
    if (covered === "all") return describeEntries(by, 1);
    return value(facts, "googleRange")?.member && networks.googleCloudAccess ? "Google Cloud gets in" : undefined;
  },

  tcp(facts) {
    const tcp = value(facts, "tcp");
    if (!isFromServer(facts) || !tcp) return "not tried from where you are";
    return tcp.outcome === "connected" ? `connected in ${formatSeconds(tcp.elapsedMs)}` : tcp.outcome;
  },

  tls(facts) {
    const tls = value(facts, "tls");
    if (isFromServer(facts) && tls?.outcome === "trusted") return "trusted certificate";
    const kubeconfig = value(facts, "kubeconfig");
    const ca = kubeconfig?.given ? kubeconfig.summary.caSha256 : null;
    return ca !== null && ca === value(facts, "cluster")?.caSha256 ? "the cluster's own CA" : undefined;
  },

  authentication(facts) {
    const { user } = value(facts, "errorText")?.given ? errorDetails(facts) : {};
    if (user !== undefined) return user;
    return isFromServer(facts) && value(facts, "http") ? "login accepted" : undefined;
  },

  authorization(facts) {
    const version = value(facts, "http")?.version;
    return isFromServer(facts) && version ? `Kubernetes ${version}` : undefined;
  },
};

const reasons: Readonly<Record<FactValues["target"]["chosenBy"], string>> = {
  request: "as you asked",
  kubeconfig: "by your kubeconfig",
  "error-text": "by your error text",
  vantage: "for your address",
};

const unknownFacts: Readonly<Partial<Record<FactName, string>>> = {
  cluster: "the cluster could not be read",
  clusterLookup: "the cluster could not be read",
  caller: "your address is not known",
  target: "no endpoint is chosen",
  egress: "your address is not known",
  googleRange: "Google's ranges could not be read",
};

function missingWords({ missing: [missing] }: Finding): string {
  if (missing?.fact === "cluster" && missing.reason === "not-observable") return "Google does not tell";
  return (missing && unknownFacts[missing.fact]) ?? "could not be decided";
}

function value<Name extends FactName>(facts: FactSnapshot, name: Name): FactValues[Name] | undefined {
  const fact = facts[name];
  return fact?.state === "known" ? (fact.value as FactValues[Name]) : undefined;
}

function errorDetails(facts: FactSnapshot) {
  const errorText = value(facts, "errorText");
  return errorText?.given ? errorText.details : {};
}

function isFromServer(facts: FactSnapshot): boolean {
  return value(facts, "request")?.vantage.kind === "server";
}
