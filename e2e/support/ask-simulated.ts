import { createServer } from "node:net";
import type { Report } from "@/lib/services/report";
import type { DiagnosisRequest } from "@/lib/services/schema/request";
import { startDiagnosis } from "@/lib/services/start-diagnosis";
import { type SimulatorAddresses, type SimulatorOptions, startSimulator } from "@/lib/simulator/simulator";
import { control } from "./http";
import { type SimulatedContext, simulatedContext } from "./simulated-context";

/** A simulated world of one's own, and the services on it. */
export type Simulated = SimulatedContext & {
  /** Asks from the office and resolves with the stored report. */
  readonly diagnose: (request: DiagnosisRequest) => Promise<Report>;
  readonly setFaults: (faults: readonly object[]) => Promise<unknown>;
  /** Every request that Google got, as `METHOD /path`. */
  readonly requests: () => Promise<readonly string[]>;
  readonly addresses: SimulatorAddresses;
  readonly close: () => Promise<void>;
};

type Changes = {
  /** `http://…/` in place of the simulator's Google. */
  readonly google?: string;
  /** `127.0.0.1:PORT` in place of the simulator's proxy. */
  readonly proxy?: string;
  readonly tokenFile?: string;
};

const projects = ["corp-data-prod"];

export async function startSimulated(options: SimulatorOptions, changes: Changes = {}): Promise<Simulated> {
  const simulator = await startSimulator(options);
  const addresses = { ...simulator, ...changes };
  const { context, reports, workloadReports } = simulatedContext(addresses, projects);
  return {
    addresses,
    context,
    reports,
    workloadReports,
    async diagnose(request) {
      const office = { address: "81.92.200.7", source: "load-balancer" } as const;
      const started = await startDiagnosis(context, request, office, new AbortController().signal);
      for await (const _ of started.events) {
        /* The report is stored when the events end. */
      }
      const report = reports.get(started.id);
      if (!report) throw new Error("the diagnosis ended without a report");
      return report;
    },
    setFaults: (faults) => control(simulator.control, "POST", "/faults", faults),
    async requests() {
      const answer = await control(simulator.control, "GET", "/requests");
      const { requests } = answer as { requests: readonly { method: string; path: string }[] };
      return requests.map(({ method, path }) => `${method} ${path}`);
    },
    close: simulator.close,
  };
}

/** `127.0.0.1:PORT` where nothing listens (any more). */
export async function closedPort(): Promise<string> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}
