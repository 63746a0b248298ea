import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getFromControlPlane } from "@/lib/kubernetes/control-plane-client";
import type { ServiceContext } from "@/lib/services/context";
import type { Report } from "@/lib/services/report";
import type { DiagnosisRequest } from "@/lib/services/schema/request";
import { startDiagnosis } from "@/lib/services/start-diagnosis";
import { startDnsServer } from "@/lib/simulator/dns/server";
import { ipEndpoints, testWorld } from "@/lib/simulator/testing";
import { type Simulated, startSimulated } from "../support/ask-simulated";
import { clusterOf } from "../support/clusters";
import { type Outgoing, recordOutgoing } from "../support/outgoing";

/** What Google would have to answer to lead Drawbridge astray: an endpoint that is none. */
const unfriendly = [
  "127.0.0.1",
  "127.8.8.8",
  "169.254.169.254",
  "0.0.0.0",
  "255.255.255.255",
  "224.0.0.1",
  "100.100.100.200",
  "168.63.129.16",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:a9fe:a9fe",
  "64:ff9b::a9fe:a9fe",
  "fe80::1",
  "fd20:ce::254",
  "localhost",
  "2130706433",
  "0x7f.1",
  "metadata.google.internal",
  "gke.goog",
  "gke.goog.evil.example",
  "evil.example/.gke.goog",
];

const worlds = [
  testWorld("analytics"),
  testWorld("by-name", { base: "dns-only" }),
  ...unfriendly.map((publicEndpoint, index) =>
    testWorld(`unfriendly-${index}`, { overlay: ipEndpoints({ publicEndpoint }) }),
  ),
];

let canary: Server;
let canaryAddress: string;
let caught = 0;
let resolved: readonly string[] = [];
let asked = 0;
let resolver: { port: number; close(): Promise<void> };
let simulated: Simulated;
let outgoing: Outgoing;

beforeAll(async () => {
  canary = createServer(() => {
    caught += 1;
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", () => resolve()));
  const address = canary.address();
  canaryAddress = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  resolver = await startDnsServer({
    answer: () => ({ kind: "records", type: "A", data: resolved[asked++] ?? resolved.at(-1) ?? "127.0.0.1" }),
    delay: async () => undefined,
  });
  simulated = await startSimulated({ worlds });
});
afterAll(async () => {
  canary.close();
  await resolver.close();
  await simulated.close();
});
beforeEach(() => {
  outgoing = recordOutgoing();
  asked = 0;
});
afterEach(() => outgoing.stop());

/** The services with this network in place of the simulator's. */
function withNetwork(changes: {
  readonly proxyUrl?: undefined;
  readonly resolvers?: readonly string[];
}): ServiceContext {
  const { context } = simulated;
  return {
    ...context,
    surroundings(caller) {
      const outside = context.surroundings(caller);
      return { ...outside, network: { ...outside.network, ...changes } };
    },
  };
}

async function diagnose(context: ServiceContext, request: DiagnosisRequest): Promise<Report> {
  const office = { address: "81.92.200.7", source: "load-balancer" } as const;
  const { id, events } = await startDiagnosis(context, request, office, new AbortController().signal);
  for await (const _ of events) {
    /* The report is stored when the events end. */
  }
  const report = simulated.reports.get(id);
  if (!report) throw new Error("the diagnosis ended without a report");
  return report;
}

/** Connections to anything but the two ports that the settings name. */
function strayConnections(): readonly string[] {
  const { google, proxy } = simulated.addresses;
  const ours = [new URL(google).host, proxy];
  return outgoing.connections.filter((connection) => !ours.includes(connection));
}

const factOf = ({ facts }: Report, name: string) => facts.find((fact) => fact.name === name);

describe("what a person sends is never dialled", () => {
  const hosts = ["169.254.169.254", "metadata.google.internal", "127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT"];

  it.each(hosts)("%s", async (text) => {
    const host = text.replace("PORT", canaryAddress.split(":")[1] ?? "");
    const kubeconfig = {
      context: "gke_corp-data-prod_europe-west1_analytics",
      server: host,
      caSha256: null,
      execCommandBasename: null,
      proxyUrl: host.includes(":") ? `http://${host}` : null,
      tlsServerName: null,
    };
    const errorText = `Unable to connect to the server: Get "https://${host}/api": dial tcp ${host}: i/o timeout`;
    for (const kind of ["browser", "server"] as const) {
      for (const endpoint of ["public", "dns"] as const) {
        await diagnose(simulated.context, {
          cluster: clusterOf("analytics"),
          vantage: { kind },
          endpoint,
          kubeconfig,
          errorText,
        });
      }
    }
    const typed = { kind: "address", address: "169.254.169.254" } as const;
    await diagnose(simulated.context, { cluster: clusterOf("analytics"), vantage: typed, errorText });
    expect(strayConnections()).toEqual([]);
    expect(outgoing.requests.filter((line) => /169\.254|metadata|localhost/.test(line))).toEqual([]);
    expect(caught).toBe(0);
  });
});

describe("an endpoint that Google names is not dialled when it is", () => {
  const names = unfriendly.map((endpoint, index) => ({ endpoint, cluster: clusterOf(`unfriendly-${index}`) }));

  it.each(names)("$endpoint, with a proxy or without", async ({ cluster }) => {
    for (const context of [simulated.context, withNetwork({ proxyUrl: undefined })]) {
      const report = await diagnose(context, { cluster, vantage: { kind: "server" }, endpoint: "public" });
      expect(outgoing.requests.filter((line) => line.startsWith("CONNECT"))).toEqual([]);
      expect(strayConnections()).toEqual([]);
      expect(factOf(report, "tcp")).toMatchObject({
        state: "unknown",
        reason: "not-observable",
        detail: expect.stringMatching(/^Google names \S+ as the endpoint, and Drawbridge does not connect there: /),
      });
      expect(report.verdict).toMatchObject({ state: "unknown", cause: null });
    }
  });

  it.each(["127.0.0.1", "169.254.169.254", "0.0.0.0"])("a name that leads to %s", async (address) => {
    resolved = [address];
    const resolvers = [`127.0.0.1:${resolver.port}`];
    for (const context of [withNetwork({ resolvers }), withNetwork({ resolvers, proxyUrl: undefined })]) {
      const report = await diagnose(context, { cluster: clusterOf("by-name"), vantage: { kind: "server" } });
      expect(strayConnections()).toEqual([]);
      expect(factOf(report, "tcp")).toMatchObject({ state: "unknown", reason: "not-observable" });
      expect(report.verdict.state).toBe("unknown");
    }
  });
});

describe("what was checked is what is dialled", () => {
  it("a name that leads elsewhere the second time is looked up once", async () => {
    resolved = ["198.51.100.7", "127.0.0.1"];
    const context = withNetwork({ resolvers: [`127.0.0.1:${resolver.port}`], proxyUrl: undefined });
    await diagnose(context, { cluster: clusterOf("by-name"), vantage: { kind: "server" } });
    expect(asked).toBe(1);
    expect(new Set(strayConnections())).toEqual(new Set(["198.51.100.7:443"]));
  });

  it("also by the client that asks over HTTP", async () => {
    const leaving = new AbortController();
    const host = "gke-0.europe-west1.gke.goog";
    const plane = { host, address: "198.51.100.9", caCertificate: undefined, proxyUrl: undefined, token: "x" };
    const answer = getFromControlPlane(plane, "/version", leaving.signal);
    answer.catch(() => undefined);
    await expect.poll(() => outgoing.connections, { interval: 5 }).toEqual(["198.51.100.9:443"]);
    leaving.abort();
    await expect(answer).rejects.toThrow();
  });
});
