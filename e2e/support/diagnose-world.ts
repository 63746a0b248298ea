import { readKubeconfig } from "@/lib/kubernetes/kubeconfig/read";
import { summariseKubeconfig } from "@/lib/kubernetes/kubeconfig/summarise";
import type { Report } from "@/lib/services/report";
import { startDiagnosis } from "@/lib/services/start-diagnosis";
import type { SimulatedContext } from "./simulated-context";

/** A world as the simulator's control API describes it: what its person would give. */
export type DescribedWorld = {
  readonly name: string;
  readonly cluster: string;
  readonly place: string;
  readonly secondEcho?: string;
  readonly request: {
    readonly vantage: "browser" | "server" | { readonly address: string };
    readonly endpoint?: "public" | "private" | "dns";
    readonly kubeconfig?: string;
    readonly errorText?: string;
  };
  readonly expected: { readonly verdict: string; readonly cause: string | null };
};

export type SimulatorState = {
  readonly places: readonly {
    readonly id: string;
    readonly publicAddress: string;
    readonly internalAddress?: string;
  }[];
  readonly worlds: readonly DescribedWorld[];
};

/** Asks the question of the world's person, as their browser would, and resolves with the stored report. */
export async function diagnoseWorld(
  { context, reports }: SimulatedContext,
  state: SimulatorState,
  world: DescribedWorld,
): Promise<Report> {
  const { vantage, endpoint, kubeconfig, errorText } = world.request;
  const place = state.places.find(({ id }) => id === world.place);
  const address = place?.internalAddress ?? place?.publicAddress;
  const reading = kubeconfig === undefined ? undefined : readKubeconfig(kubeconfig);
  if (reading && !reading.ok) throw new Error(`${world.name}: its kubeconfig cannot be read: ${reading.problem}`);
  const summary = reading && (await summariseKubeconfig(reading));
  const started = await startDiagnosis(
    context,
    {
      cluster: world.cluster,
      vantage: typeof vantage === "string" ? { kind: vantage } : { kind: "address", address: vantage.address },
      ...(endpoint && { endpoint }),
      ...(summary && { kubeconfig: summary }),
      ...(errorText !== undefined && { errorText }),
    },
    address === undefined ? undefined : { address, source: "load-balancer" },
    new AbortController().signal,
  );
  for await (const _ of started.events) {
    /* The report is stored when the events end. */
  }
  const report = reports.get(started.id);
  if (!report) throw new Error(`${world.name}: the diagnosis ended without a report`);
  return report;
}

/** The projects that the worlds' clusters are in, each once. */
export function projectsOf({ worlds }: SimulatorState): readonly string[] {
  return [...new Set(worlds.map(({ cluster }) => cluster.split("/")[1] ?? ""))];
}
