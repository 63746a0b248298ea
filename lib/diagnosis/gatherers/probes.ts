import { isIP } from "node:net";
import type { FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import { getFromControlPlane, type HttpAnswer } from "@/lib/kubernetes/control-plane-client";
import { dial } from "@/lib/network/dial";
import { probeTls } from "@/lib/network/probe-tls";
import { resolveName } from "@/lib/network/resolver";
import { building, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { Surroundings } from "./surroundings";

const port = 443;

/**
 * DNS → TCP → TLS → HTTP, each from this server and each only when the one before it got through.
 * The host dialled is always one that Google named in the cluster.
 */
export function probeGatherers(surroundings: Surroundings) {
  return [dnsProbe(surroundings), tcpProbe(surroundings), tlsProbe(surroundings), httpProbe(surroundings)];
}

function dnsProbe({ network }: Surroundings) {
  return defineGatherer({
    fact: "dns",
    source: "resolver of this server",
    deadlineMs: 3_000,
    prepare: (snapshot) =>
      building(snapshot, "target", ({ host }): Preparation<"dns"> => {
        if (!host) return { unknown: "not-observable", detail: "the endpoint is off: there is no host to look up" };
        if (isIP(host)) return { known: { outcome: "literal-address", host } };
        return {
          async gather(signal): Promise<Gathered<"dns">> {
            return { known: { host, ...(await resolveName(host, network.resolvers, signal)) } };
          },
        };
      }),
  });
}

function tcpProbe({ network, clock }: Surroundings) {
  return defineGatherer({
    fact: "tcp",
    source: "connection attempt from this server",
    deadlineMs: 4_000,
    prepare: (snapshot) =>
      building(snapshot, "dns", ({ outcome, host }): Preparation<"tcp"> => {
        if (outcome !== "resolved" && outcome !== "literal-address") return notReached(`${host} was not resolved`);
        return {
          async gather(signal): Promise<Gathered<"tcp">> {
            const startedAt = clock.monotonicMs();
            const attempt = AbortSignal.any([signal, AbortSignal.timeout(3_000)]);
            const dialled = await dial({ host, port, proxyUrl: network.proxyUrl }, attempt);
            if (dialled.outcome === "connected") dialled.socket.destroy();
            const detail = dialled.outcome === "connected" ? "" : dialled.detail;
            const via = network.proxyUrl ? new URL(network.proxyUrl).host : null;
            const elapsedMs = Math.round(clock.monotonicMs() - startedAt);
            return { known: { outcome: dialled.outcome, target: `${host}:${port}`, via, detail, elapsedMs } };
          },
        };
      }),
  });
}

function tlsProbe({ network }: Surroundings) {
  return defineGatherer({
    fact: "tls",
    source: "TLS handshake from this server",
    deadlineMs: 5_000,
    prepare: (snapshot) =>
      building(snapshot, "tcp", ({ outcome }): Preparation<"tls"> => {
        const endpoint = trustedEndpoint(snapshot);
        if (outcome !== "connected" || !endpoint) return notReached("no connection from this server got through");
        const { host, ca, trust } = endpoint;
        return {
          async gather(signal): Promise<Gathered<"tls">> {
            const attempt = AbortSignal.any([signal, AbortSignal.timeout(4_000)]);
            const dialled = await dial({ host, port, proxyUrl: network.proxyUrl }, attempt);
            if (dialled.outcome !== "connected") return notReached(dialled.detail);
            const pem = ca === null ? undefined : Buffer.from(ca, "base64").toString("utf8");
            const { socket, ...seen } = await probeTls(dialled.socket, { host, ca: pem }, attempt);
            socket?.destroy();
            return { known: { ...seen, trust } };
          },
        };
      }),
  });
}

function httpProbe({ network, identity }: Surroundings) {
  return defineGatherer({
    fact: "http",
    source: "GET /readyz and /version from this server",
    deadlineMs: 5_000,
    prepare: (snapshot) =>
      building(snapshot, "tls", ({ outcome }): Preparation<"http"> => {
        const endpoint = trustedEndpoint(snapshot);
        if (outcome !== "trusted" || !endpoint) return notReached("TLS to the control plane was not set up");
        return {
          async gather(signal): Promise<Gathered<"http">> {
            const controlPlane = {
              host: endpoint.host,
              caCertificate: endpoint.ca ?? undefined,
              proxyUrl: network.proxyUrl,
              token: await identity.accessToken(),
            };
            const answers = await Promise.all(
              ["/readyz", "/version"].map((path) => getFromControlPlane(controlPlane, path, signal)),
            );
            return { known: toHttpProbe(answers) };
          },
        };
      }),
  });
}

function toHttpProbe(answers: readonly HttpAnswer[]): FactValues["http"] {
  return {
    answers: answers.map(({ path, status, body, message }) => ({ path, status, body, message })),
    version: answers.find(({ version }) => version !== null)?.version ?? null,
  };
}

/** The target's host and what vouches for it: the cluster's own CA, or for the DNS endpoint (`ca` null) the system's roots. */
function trustedEndpoint({ target, cluster }: FactSnapshot) {
  if (target?.state !== "known" || cluster?.state !== "known") return undefined;
  const { kind, host } = target.value;
  if (kind === "dns") return { host, ca: null, trust: "system-roots" } as const;
  const ca = cluster.value.caCertificate;
  return ca ? ({ host, ca, trust: "cluster-ca" } as const) : undefined;
}

function notReached(detail: string): { readonly unknown: "needs-another-fact"; readonly detail: string } {
  return { unknown: "needs-another-fact", detail };
}
