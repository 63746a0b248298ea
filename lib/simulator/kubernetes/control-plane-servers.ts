import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { Duplex } from "node:stream";
import { createSecureContext, type SecureContext } from "node:tls";
import { type Destination, findDestination, type SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { type Faults, faultAnswer, truncatedBytes, wait } from "@/lib/simulator/control/faults";
import { readRequest, type SimulatedAnswer, type SimulatedRequest, sendAnswer } from "@/lib/simulator/http/exchange";
import { textAt } from "@/lib/simulator/json/merge-patch";
import type { Credential } from "@/lib/simulator/tls/certificate";
import type { CertificateStore } from "@/lib/simulator/tls/certificate-store";
import { answerKubernetes } from "./api-server";
import { refuseAtFrontEnd, unknownHostPage } from "./google-front-end";
import type { KubernetesClusters } from "./kubernetes-cluster";
import { apiServerCertificate, frontEndCertificate, interceptingCertificate } from "./server-certificate";
import { statusAnswer } from "./status";

type Options = {
  readonly store: CertificateStore;
  readonly clusters: () => readonly SimulatedCluster[];
  readonly kubernetes: KubernetesClusters;
  readonly now: () => Date;
  readonly faults: Faults;
};

type Answer = (request: SimulatedRequest) => SimulatedAnswer;

/**
 * The TLS servers behind the simulated addresses. They listen nowhere: the proxy hands them its connections. One per
 * cluster, made on the first connection, and Google's front end for all DNS endpoints.
 */
export class ControlPlaneServers {
  private readonly servers = new Map<string, Server>();

  constructor(private readonly options: Options) {}

  /** Serves a connection that reached the endpoint; `intercepted` puts a middle box with its own certificate in between. */
  accept(socket: Duplex, destination: Destination, intercepted: boolean): void {
    const server =
      destination.endpoint === "dns"
        ? this.frontEnd(destination.controlPlane.dnsName ?? destination.cluster.addresses.dns, intercepted)
        : this.apiServer(destination, intercepted);
    server.emit("connection", socket);
  }

  private apiServer({ cluster, endpoint }: Destination, intercepted: boolean): Server {
    return this.server(`${cluster.key} ${intercepted ? endpoint : ""}`, () => {
      const credential = intercepted
        ? interceptingCertificate(this.options.store, cluster.addresses[endpoint])
        : apiServerCertificate(this.options.store, cluster, this.options.now());
      return createServer(
        tlsOptions(credential),
        this.handler((request) => this.answerApiServer(cluster, request)),
      );
    });
  }

  private frontEnd(host: string, intercepted: boolean): Server {
    const handler = this.handler((request) => this.answerFrontEnd(request));
    if (intercepted) {
      return this.server(`intercepted ${host}`, () =>
        createServer(tlsOptions(interceptingCertificate(this.options.store, host)), handler),
      );
    }
    return this.server("front end", () => {
      const contexts = new Map<string, SecureContext>();
      const contextFor = (serverName: string) => {
        const zone = serverName.replace(/^[^.]+/, "*");
        const context =
          contexts.get(zone) ?? createSecureContext(tlsOptions(frontEndCertificate(this.options.store, zone)));
        contexts.set(zone, context);
        return context;
      };
      const fallback = tlsOptions(frontEndCertificate(this.options.store, "*.gke.goog"));
      return createServer({ ...fallback, SNICallback: (name, done) => done(null, contextFor(name)) }, handler);
    });
  }

  private answerFrontEnd(request: SimulatedRequest): SimulatedAnswer {
    const host = (request.headers.host ?? "").replace(/:\d+$/, "");
    const destination = findDestination(this.options.clusters(), host);
    if (destination?.endpoint !== "dns") return unknownHostPage();
    const { cluster, controlPlane } = destination;
    const denied = cluster.world.google?.deniedPermissions?.includes("container.clusters.connect");
    const behaviour = cluster.world.kubernetes?.dnsFrontEnd ?? (denied ? "connect-denied" : "ok");
    const { externalTrafficAllowed } = controlPlane;
    return refuseAtFrontEnd({ externalTrafficAllowed, behaviour }, request) ?? this.answerApiServer(cluster, request);
  }

  private answerApiServer(cluster: SimulatedCluster, request: SimulatedRequest): SimulatedAnswer {
    const kubernetes = this.options.kubernetes.of(cluster);
    const { world, resource } = kubernetes.cluster;
    const gkeVersion = textAt(resource, "currentMasterVersion") ?? "1.33.0-gke.0";
    const answer = answerKubernetes({ status: world.kubernetes?.status ?? "ok", gkeVersion, kubernetes }, request);
    const headers = { "audit-id": randomUUID(), "cache-control": "no-cache, private", ...answer.headers };
    return { ...answer, headers };
  }

  private server(key: string, make: () => Server): Server {
    const server = this.servers.get(key) ?? make();
    this.servers.set(key, server);
    return server;
  }

  private handler(answer: Answer) {
    return (incoming: IncomingMessage, response: ServerResponse) => {
      void this.serve(answer, incoming, response).catch(() => response.destroy());
    };
  }

  private async serve(answer: Answer, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const fault = this.options.faults.take("kubernetes", request.method, request.path);
    await wait(fault?.latencyMs ?? 0);
    const given = (fault && faultAnswer(fault, injected)) ?? answer(request);
    sendAnswer(response, given, truncatedBytes(fault, given));
  }
}

const injected = (status: number, message: string) => statusAnswer(status, "InternalError", message);

function tlsOptions({ certificate, privateKey }: Credential) {
  return { cert: certificate, key: privateKey };
}
