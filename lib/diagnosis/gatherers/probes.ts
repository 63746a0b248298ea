import { isIP } from "node:net";
import type { FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import { redactCredentials } from "@/lib/google/credential-text";
import { unknownFrom } from "@/lib/google/unknown-from";
import { getFromControlPlane, type HttpAnswer } from "@/lib/kubernetes/control-plane-client";
import { dial } from "@/lib/network/dial";
import { probeTls } from "@/lib/network/probe-tls";
import { resolveName } from "@/lib/network/resolver";
import { building, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import { dialTarget, refusedTarget } from "./dial-target";
import type { Surroundings } from "./surroundings";

/**
 * DNS → TCP → TLS → HTTP, each from this server and each only when the one before it got through.
 * The host dialled is always one that Google named in the cluster, and never this machine or a metadata server.
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
        const refused = refusedTarget(snapshot);
        if (refused) return refused;
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
    prepare(snapshot): Preparation<"tcp"> {
      const refused = refusedTarget(snapshot);
      if (refused) return refused;
      return building(snapshot, "dns", ({ host }): Preparation<"tcp"> => {
        const target = dialTarget(snapshot, network);
        if (!target) return notReached(`${host} was not resolved`);
        if ("unknown" in target) return target;
        return {
          async gather(signal): Promise<Gathered<"tcp">> {
            const startedAt = clock.monotonicMs();
            const dialled = await dial(target, AbortSignal.any([signal, AbortSignal.timeout(3_000)]));
            if (dialled.outcome === "proxy-failed") return proxyFailed(dialled.detail);
            if (dialled.outcome === "connected") dialled.socket.destroy();
            const detail = dialled.outcome === "connected" ? "" : dialled.detail;
            const via = network.proxyUrl ? new URL(network.proxyUrl).host : null;
            const elapsedMs = Math.round(clock.monotonicMs() - startedAt);
            const dialledAt = `${target.host}:${target.port}`;
            return { known: { outcome: dialled.outcome, target: dialledAt, via, detail, elapsedMs } };
          },
        };
      });
    },
  });
}

function tlsProbe({ network }: Surroundings) {
  return defineGatherer({
    fact: "tls",
    source: "TLS handshake from this server",
    deadlineMs: 5_000,
    prepare: (snapshot) =>
      building(snapshot, "tcp", ({ outcome }): Preparation<"tls"> => {
        const target = dialTarget(snapshot, network);
        if (outcome !== "connected" || !target) return notReached("no connection from this server got through");
        if ("unknown" in target) return target;
        const trusted = trustOf(snapshot);
        if (!trusted) return { unknown: "invalid-answer", detail: "Google's answer has no CA of the cluster" };
        const { ca, trust } = trusted;
        return {
          async gather(signal): Promise<Gathered<"tls">> {
            const attempt = AbortSignal.any([signal, AbortSignal.timeout(4_000)]);
            const dialled = await dial(target, attempt);
            if (dialled.outcome === "proxy-failed") return proxyFailed(dialled.detail);
            if (dialled.outcome !== "connected") {
              const unknown = dialled.outcome === "timed-out" ? "timed-out" : "unavailable";
              return { unknown, detail: `the connection for the handshake failed: ${dialled.detail}` };
            }
            const pem = ca === null ? undefined : Buffer.from(ca, "base64").toString("utf8");
            const { socket, ...seen } = await probeTls(dialled.socket, { host: target.host, ca: pem }, attempt);
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
        const target = dialTarget(snapshot, network);
        const trusted = trustOf(snapshot);
        if (outcome !== "trusted" || !trusted || !target || "unknown" in target)
          return notReached("TLS to the control plane was not set up");
        const { host, address, proxyUrl } = target;
        return {
          async gather(signal): Promise<Gathered<"http">> {
            const token = await identity.accessToken().catch((error: unknown) => unknownFrom(error, "none", host));
            if (typeof token !== "string") return token;
            const controlPlane = { host, address, caCertificate: trusted.ca ?? undefined, proxyUrl, token };
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
    answers: answers.map(({ path, status, body, message }) => ({
      path,
      status,
      body,
      /* Drawbridge's own token was sent: whoever answered may have sent it back. */
      message: redactCredentials(message),
    })),
    version: answers.find(({ version }) => version !== null)?.version ?? null,
  };
}

/** What vouches for the target: the cluster's own CA, or for the DNS endpoint (`ca` null) the system's roots. */
function trustOf({ target, cluster }: FactSnapshot) {
  if (target?.state !== "known" || cluster?.state !== "known") return undefined;
  if (target.value.kind === "dns") return { ca: null, trust: "system-roots" } as const;
  const ca = cluster.value.caCertificate;
  return ca ? ({ ca, trust: "cluster-ca" } as const) : undefined;
}

/** Drawbridge's own proxy stands in the way: what is behind it was not seen. */
function proxyFailed(detail: string): { readonly unknown: "unavailable"; readonly detail: string } {
  return {
    unknown: "unavailable",
    detail: `the proxy that this server goes through (DRAWBRIDGE_PROXY_URL) failed: ${detail}`,
  };
}

function notReached(detail: string): { readonly unknown: "needs-another-fact"; readonly detail: string } {
  return { unknown: "needs-another-fact", detail };
}
