import type { Server } from "node:net";
import { Actors } from "./actors/actors";
import { newClusterRecord } from "./cluster/cluster-record";
import type { SimulatedCluster } from "./cluster/simulated-cluster";
import { clustersOfWorlds } from "./cluster/simulated-cluster";
import { makeClientFolder } from "./control/client-folder";
import { createControlServer } from "./control/server";
import { answerDns } from "./dns/answers";
import { startDnsServer } from "./dns/server";
import { createFrontDoor } from "./front-door/front-door";
import { createGoogleServer } from "./google/server";
import { GoogleService } from "./google/service";
import { listen } from "./http/listen";
import { ControlPlaneServers } from "./kubernetes/control-plane-servers";
import { KubernetesClusters } from "./kubernetes/kubernetes-cluster";
import { clusterCaCertificate, otherCaCertificate, publicAuthority } from "./kubernetes/server-certificate";
import { createProxy } from "./network/proxy";
import { route } from "./network/route";
import { iapAudience, makeIdentityAwareProxy } from "./people/identity-aware-proxy";
import { OidcProvider, oidcClient } from "./people/oidc-provider";
import { personOfRequest } from "./people/person-of-request";
import { type Place, places } from "./places";
import { loadRecorded } from "./recorded/load-recorded";
import { SimulatorState } from "./state";
import { CertificateStore } from "./tls/certificate-store";
import type { UpdateSettings } from "./updates/settings";
import { asClusterWorld, type WorkloadWorld } from "./workload-world";
import { workloadWorlds as defaultWorkloadWorlds } from "./workload-worlds";
import type { PlaceId, World } from "./world";
import { worlds as defaultWorlds } from "./worlds";

export type SimulatorOptions = {
  /** Default: every world of `worlds/`. */
  readonly worlds?: readonly World[];
  /** Default: every world of `workload-worlds/`; none when `worlds` are given, or recordings. */
  readonly workloadWorlds?: readonly WorkloadWorld[];
  /** A folder of recorded answers to load instead of worlds. */
  readonly recordedFolder?: string;
  /** Ports; default 0, any free one. */
  readonly googlePort?: number;
  readonly proxyPort?: number;
  readonly frontDoorPort?: number;
  readonly controlPort?: number;
  /** `http://127.0.0.1:PORT` of the product; the control API can set it later. */
  readonly frontDoorTarget?: string;
  /** Default: the machine's clock. */
  readonly now?: () => Date;
  /** How updates are carried out from the start and after each reset; the control API changes it. */
  readonly updates?: Partial<UpdateSettings>;
};

/** Where the parts of a running simulator are; `main.ts` prints it as one JSON line. */
export type SimulatorAddresses = {
  /** Google's API, with a trailing slash. */
  readonly google: string;
  readonly control: string;
  /** `127.0.0.1:PORT`, for HTTP CONNECT and SOCKS5. */
  readonly proxy: string;
  /** `127.0.0.1:PORT` of each place's resolver. */
  readonly dns: Readonly<Record<PlaceId, string>>;
  readonly frontDoor: string;
  /** The simulated public certificate authority, in PEM. */
  readonly caFile: string;
  /** The token of an identity that may read and not update. */
  readonly tokenFile: string;
  /** The token of one that may update clusters, too. */
  readonly applierTokenFile: string;
  /** What the product needs to trust the front door's Identity-Aware Proxy, and who is in which group. */
  readonly iap: { readonly keysUrl: string; readonly audience: string; readonly groupsFile: string };
  /** An OpenID Connect provider, and the client it knows. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
};

export type Simulator = SimulatorAddresses & {
  /** What was left out of a recorded folder, or is doubtful in it. */
  readonly notices: readonly string[];
  /** Stops everything, breaks all connections, removes the files. */
  close(): Promise<void>;
};

/** Starts a simulator on loopback. Rejects when a port is taken or the recorded folder cannot be read. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const recordings = options.recordedFolder === undefined ? undefined : await loadRecorded(options.recordedFolder);
  const worlds = options.worlds ?? defaultWorlds;
  const workloadWorlds = workloadWorldsOf(options);
  // The clusters of workload worlds come last, so that they take no addresses from the others.
  const clusterWorlds = [...worlds, ...workloadWorlds.flatMap((world) => asClusterWorld(world) ?? [])];
  const makeClusters = () => recordings?.clusters.map(fresh) ?? clustersOfWorlds(clusterWorlds);
  const state = new SimulatorState(makeClusters, { ...options, workloadWorlds });
  state.frontDoorTarget = options.frontDoorTarget;
  const stops: (() => Promise<void>)[] = [];
  let closing: Promise<unknown> | undefined;
  const close = async () => {
    closing ??= Promise.all(stops.map((stop) => stop()));
    await closing;
  };
  try {
    const addresses = await startParts(state, options, stops);
    return { ...addresses, notices: recordings?.notices ?? [], close };
  } catch (error) {
    await close();
    throw error;
  }
}

function workloadWorldsOf({ worlds, workloadWorlds, recordedFolder }: SimulatorOptions): readonly WorkloadWorld[] {
  if (recordedFolder !== undefined) return [];
  return workloadWorlds ?? (worlds === undefined ? defaultWorkloadWorlds : []);
}

/** A recorded cluster to which nothing has happened yet. */
function fresh(cluster: SimulatedCluster): SimulatedCluster {
  return { ...cluster, record: newClusterRecord(cluster.record.dormantIpEndpoints) };
}

type Stops = (() => Promise<void>)[];

async function startParts(state: SimulatorState, options: SimulatorOptions, stops: Stops): Promise<SimulatorAddresses> {
  const now = options.now ?? (() => new Date());
  const store = new CertificateStore(now);
  const start = async (server: Server, port = 0) => {
    const listening = await listen(server, port);
    stops.push(listening.close);
    return `127.0.0.1:${listening.port}`;
  };
  const { remove, tokenFiles, groupsFile, ...files } = await makeClientFolder(
    store.authority(publicAuthority).certificate,
  );
  stops.push(remove);
  const caCertificate = (cluster: SimulatedCluster) => clusterCaCertificate(store, cluster);
  const service = new GoogleService({ state, caCertificate });
  const { faults, requests, clock } = state;
  const googleServer = createGoogleServer({ service, faults, requests, now: () => clock.now() });
  const google = `http://${await start(googleServer, options.googlePort)}/`;
  const proxy = await start(createNetwork(state, store, now), options.proxyPort);
  const iap = makeIdentityAwareProxy(now);
  const oidc = new OidcProvider({ now, personOf: ({ headers }) => personOfRequest(headers, state.presentPerson()) });
  const frontDoor = createFrontDoor({
    target: () => state.frontDoorTarget,
    place: () => state.presentPlace(),
    person: () => state.presentPerson(),
    assertion: iap.assertion,
  });
  const controlServer = createControlServer({
    state,
    actors: new Actors({ state, send: (request, source) => service.serve(request, source) }),
    authorities: (cluster) => ({ cluster: caCertificate(cluster), other: otherCaCertificate(store) }),
    urls: { google, proxy, ...files },
    tokenFiles,
    iap,
    oidc,
  });
  const control = `http://${await start(controlServer, options.controlPort)}`;
  return {
    google,
    control,
    proxy,
    dns: await startResolvers(state, stops),
    frontDoor: `http://${await start(frontDoor, options.frontDoorPort)}`,
    caFile: files.caFile,
    tokenFile: tokenFiles["drawbridge-reader"] ?? "",
    applierTokenFile: tokenFiles["drawbridge-applier"] ?? "",
    iap: { keysUrl: `${control}/iap/keys`, audience: iapAudience, groupsFile },
    oidc: {
      issuer: `${control.replace("127.0.0.1", "localhost")}/oidc`,
      clientId: oidcClient.id,
      clientSecret: oidcClient.secret,
    },
  };
}

function createNetwork(state: SimulatorState, store: CertificateStore, now: () => Date): Server {
  const clusters = () => state.clusters;
  const { clock, timeline, identities, iam } = state;
  const podStartMs = () => state.updates.podStartMs;
  const kubernetes = new KubernetesClusters({ clock, timeline, identities, iam, podStartMs, clusters });
  const { faults } = state;
  const servers = new ControlPlaneServers({ store, clusters, kubernetes, now, faults });
  return createProxy({
    route: (place, host, port) => route(state.clusters, place, host, port),
    accept: (socket, destination, intercepted) => servers.accept(socket, destination, intercepted),
    delay: () => state.faults.delay("proxy"),
  });
}

async function startResolvers(state: SimulatorState, stops: Stops): Promise<Record<PlaceId, string>> {
  const startResolver = async (place: Place) => {
    const { port, close } = await startDnsServer({
      answer: (question) => answerDns(state, place, question),
      delay: () => state.faults.delay("dns"),
    });
    stops.push(close);
    return [place.id, `127.0.0.1:${port}`] as const;
  };
  return Object.fromEntries(await Promise.all(places.map(startResolver))) as Record<PlaceId, string>;
}
