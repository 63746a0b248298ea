import { readFileSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { Clock } from "@/lib/core/clock";
import { kubernetesReader } from "@/lib/kubernetes/api/reader";
import { createOutside } from "@/lib/server/outside";
import { clusterDirectory } from "@/lib/services/cluster-directory";
import type { ServiceContext } from "@/lib/services/context";
import type { Report } from "@/lib/services/report";
import { environmentDirectory } from "@/lib/services/workloads/environment-directory";
import type { WorkloadReport } from "@/lib/services/workloads/workload-report";
import type { SimulatorAddresses } from "@/lib/simulator/simulator";
import type { ReportRow } from "@/lib/store/reports";
import type { WorkloadReportRow } from "@/lib/store/workload-reports";
import type { WorkloadSurroundings } from "@/lib/workload/gatherers/surroundings";

/** The services on a simulator in this process, and what they stored. The wire between them is real. */
export type SimulatedContext = {
  readonly context: ServiceContext;
  readonly reports: ReadonlyMap<string, Report>;
  readonly workloadReports: ReadonlyMap<string, WorkloadReport>;
};

/** What Drawbridge would remember of its own. */
type Memory = Pick<WorkloadSurroundings, "recentBindings" | "latestProof">;

const nothing: Memory = { recentBindings: async () => [], latestProof: async () => null };

export function simulatedContext(
  simulator: SimulatorAddresses,
  projects: readonly string[],
  memory: Memory = nothing,
): SimulatedContext {
  setDefaultCACertificates([...getCACertificates("default"), readFileSync(simulator.caFile, "utf8")]);
  const clock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };
  const outside = createOutside(
    { endpoint: simulator.google, tokenFile: simulator.tokenFile },
    {
      proxyUrl: `http://server:x@${simulator.proxy}`,
      resolvers: [simulator.dns.server],
      echoServers: [
        { name: "opendns", server: simulator.dns.server },
        { name: "google", server: simulator.dns.server },
      ],
    },
    clock,
  );
  const reports = new Map<string, Report>();
  const workloadReports = new Map<string, WorkloadReport>();
  let ids = 0;
  const context: ServiceContext = {
    projects,
    surroundings: (caller) => ({ ...outside, caller }),
    workloadSurroundings: () => ({ ...outside, kubernetes: kubernetesReader, ...memory }),
    composerLocations: [],
    environments: environmentDirectory(outside.rest, clock),
    probeImage: "curlimages/curl:8.11.1",
    directory: clusterDirectory(outside.container, clock),
    store: {
      reports: {
        insert: async (row: ReportRow) => {
          reports.set(row.id, row.report as Report);
        },
        get: async () => undefined,
        list: async () => ({ rows: [], nextCursor: null }),
        deleteOlderThan: async () => 0,
      },
      workloadReports: {
        insert: async (row: WorkloadReportRow) => {
          workloadReports.set(row.id, row.report as WorkloadReport);
        },
        get: async () => undefined,
        list: async () => [],
        deleteOlderThan: async () => 0,
      },
      runs: absent("runs"),
      runQueue: absent("runQueue"),
      grants: absent("grants"),
      updates: absent("updates"),
      changes: absent("changes"),
      plans: absent("plans"),
      proofs: absent("proofs"),
      audit: absent("audit"),
      sightings: absent("sightings"),
      outbox: absent("outbox"),
      enforceRetention: async () => 0,
      health: async () => ({ ok: true }),
      describe: () => ({ kind: "embedded", version: "none: reports stay in memory" }),
      close: async () => undefined,
    },
    policy: { kind: "policy", file: "none", fingerprint: "", rules: [], warnings: [] },
    clock,
    newId: () => `world-report-${String(++ids).padStart(6, "0")}`,
    count: () => undefined,
  };
  return { context, reports, workloadReports };
}

/** A part of the store that whoever diagnoses has no business with. */
function absent<Part extends object>(name: string): Part {
  const get = () => {
    throw new Error(`A diagnosis does not use the store's ${name}.`);
  };
  return new Proxy({}, { get }) as Part;
}
