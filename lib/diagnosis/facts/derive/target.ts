import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { EndpointKind, FactValues } from "@/lib/diagnosis/facts/schema";
import { callerNetwork } from "./caller-network";
import { endpointHost, endpointNamed, endpointTitles, hostOf } from "./endpoint-match";

type Target = FactValues["target"];
type Unknown = { readonly unknown: string };

export type TargetInput = {
  readonly cluster: ClusterView;
  readonly request: FactValues["request"];
  readonly kubeconfig: FactValues["kubeconfig"];
  readonly errorText: FactValues["errorText"];
  /** `pending` while it is being gathered, otherwise the address or why it is not known. */
  readonly caller: FactValues["caller"] | "pending" | Unknown;
};

/**
 * The endpoint that a diagnosis is about: the one that was asked for, else the one that the kubeconfig names, else the
 * one that the error text names, else the one that fits where the connection starts. Waits for the caller only when the
 * choice depends on it.
 *
 * @returns `host` is empty when an endpoint was asked for that the cluster has not
 */
export function chooseTarget(input: TargetInput): Target | "waiting" | Unknown {
  return asked(input) ?? inKubeconfig(input) ?? inErrorText(input) ?? fitting(input);
}

function asked({ cluster, request: { endpoint } }: TargetInput): Target | undefined {
  if (!endpoint) return undefined;
  const title = endpointTitles[endpoint];
  const host = endpointHost(cluster, endpoint);
  if (host !== null) return { kind: endpoint, host, chosenBy: "request", why: `You asked for the ${title}, ${host}.` };
  const retired = endpoint === "public" ? cluster.endpoints.retiredPublicAddress : null;
  return {
    kind: endpoint,
    host: retired ?? "",
    chosenBy: "request",
    why: retired
      ? `You asked for the ${title}, which is off; ${retired} was its address.`
      : `You asked for the ${title}, and this cluster has none.`,
  };
}

function inKubeconfig({ cluster, kubeconfig }: TargetInput): Target | undefined {
  const server = kubeconfig.given ? kubeconfig.summary.server : null;
  return server === null ? undefined : named(cluster, server, { chosenBy: "kubeconfig", words: "Your kubeconfig" });
}

function inErrorText({ cluster, errorText }: TargetInput): Target | undefined {
  const { host, address } = errorText.given ? errorText.details : {};
  for (const server of [host, address]) {
    const by = { chosenBy: "error-text", words: "Your error text" } as const;
    const target = server === undefined ? undefined : named(cluster, server, by);
    if (target) return target;
  }
  return undefined;
}

function named(
  cluster: ClusterView,
  server: string,
  { chosenBy, words }: { readonly chosenBy: "kubeconfig" | "error-text"; readonly words: string },
): Target | undefined {
  const host = hostOf(server);
  const kind = endpointNamed(cluster, server);
  if (kind) return { kind, host, chosenBy, why: `${words} names the ${endpointTitles[kind]}, ${host}.` };
  if (host !== cluster.endpoints.retiredPublicAddress) return undefined;
  return {
    kind: "public",
    host,
    chosenBy,
    why: `${words} names ${host}, the address of the public endpoint, which is off.`,
  };
}

type Present = { readonly kind: EndpointKind; readonly host: string };

function fitting({ cluster, request, caller }: TargetInput): Target | "waiting" | Unknown {
  const inside = first(cluster, ["private", "public", "dns"]);
  const open: readonly EndpointKind[] = cluster.endpoints.dns.allowExternalTraffic ? ["dns"] : [];
  const outside = first(cluster, ["public", ...open, "private", "dns"]);
  if (!inside || !outside)
    return { unknown: `Google names no endpoint of this cluster (its status is ${cluster.status})` };
  if (inside.kind === outside.kind) return chosen(inside, onlyOne(inside));

  if (caller === "pending") return "waiting";
  if ("unknown" in caller) return undecided(caller.unknown);
  switch (callerNetwork(cluster, caller)) {
    case "private":
      return chosen(inside, `${from(request, caller)}, inside a private network, so ${the(inside)} is the one to use.`);
    case "public":
      return chosen(outside, `${from(request, caller)}, a public address, so ${the(outside)} is the one to use.`);
    case "undetermined":
      return undecided(`${caller.address} does not tell`);
  }
}

function first(cluster: ClusterView, order: readonly EndpointKind[]): Present | undefined {
  for (const kind of order) {
    const host = endpointHost(cluster, kind);
    if (host !== null) return { kind, host };
  }
  return undefined;
}

function chosen({ kind, host }: Present, why: string): Target {
  return { kind, host, chosenBy: "vantage", why };
}

/** Why the choice does not depend on the caller. */
function onlyOne(present: Present): string {
  switch (present.kind) {
    case "dns":
      return `No IP endpoint is on: ${the(present)} is the only way in.`;
    case "private":
      return `Only ${the(present)} is on, and it can be reached from inside its network only.`;
    case "public":
      return `This cluster has no private endpoint: ${the(present)} is what everybody uses.`;
  }
}

function the({ kind, host }: Present): string {
  return `the ${endpointTitles[kind]} ${host}`;
}

function from({ vantage }: FactValues["request"], { address }: FactValues["caller"]): string {
  switch (vantage.kind) {
    case "browser":
      return `You come from ${address}`;
    case "server":
      return `This server leaves from ${address}`;
    case "address":
      return `You typed ${address}`;
  }
}

function undecided(reason: string): Unknown {
  return {
    unknown: `which endpoint fits depends on where you are, and ${reason}: choose an endpoint, or type your address`,
  };
}
