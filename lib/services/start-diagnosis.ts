import { type ClusterName, formatClusterName, parseClusterName } from "@/lib/core/cluster-name";
import { badRequest, notFound, type Problem } from "@/lib/core/problem";
import { replayQueue } from "@/lib/core/replay-queue";
import { checks } from "@/lib/diagnosis/checks";
import { diagnose } from "@/lib/diagnosis/engine/diagnose";
import type { DiagnosisEvent, NamedFact } from "@/lib/diagnosis/engine/event";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import { gatherersFor } from "@/lib/diagnosis/gatherers";
import type { SeenCaller } from "@/lib/diagnosis/gatherers/surroundings";
import { known } from "@/lib/engine/fact";
import type { ServiceContext } from "./context";
import { errorTextFact } from "./error-text-fact";
import { type Report, snapshotOf } from "./report";
import type { DiagnosisRequest } from "./schema/request";

export type StartedDiagnosis = {
  readonly id: string;
  /** Events from the beginning, whenever it is iterated; ends when the report is stored. */
  readonly events: AsyncIterable<DiagnosisEvent>;
};

/** How long the answer is held back to say 404 instead, in milliseconds. */
const patienceMs = 1_000;

/**
 * Starts a diagnosis and resolves once it is certain that the cluster exists, or may, or Google lets us wait: an unknown
 * cluster is a problem, not a verdict. When that shows only later, the events end with the same problem. The report is
 * stored before the events end.
 *
 * @param signal ends the diagnosis: nothing more is asked or stored
 * @throws Problem 404 for a project that is not configured, and for a cluster that is nowhere in it
 */
export async function startDiagnosis(
  context: ServiceContext,
  request: DiagnosisRequest,
  caller: SeenCaller | undefined,
  signal: AbortSignal,
): Promise<StartedDiagnosis> {
  const name = parseClusterName(request.cluster);
  if (!name) throw badRequest("cluster must be a full resource name.");
  if (!context.projects.includes(name.project)) {
    throw notFound(`The project ${name.project} is not one that Drawbridge looks at (${context.projects.join(", ")}).`);
  }

  const id = context.newId();
  const startedAt = context.clock.monotonicMs();
  const createdAt = context.clock.now().toISOString();
  const vantage = request.vantage;
  const queue = replayQueue<DiagnosisEvent>();
  const abandoned = new AbortController();
  const stopped = AbortSignal.any([signal, abandoned.signal]);
  const plan = {
    given: givenFacts(request, createdAt),
    gatherers: gatherersFor(context.surroundings(caller), name, vantage),
    checks,
    clock: context.clock,
    signal: stopped,
  };

  const finished = diagnose(plan, queue.push).then(async (conclusion) => {
    if (stopped.aborted) return;
    if (isNowhere(name, snapshotOf(conclusion))) throw unknownCluster(name);
    const durationMs = Math.round(context.clock.monotonicMs() - startedAt);
    const asked = {
      cluster: formatClusterName(name),
      vantage,
      endpoint: request.endpoint ?? null,
      hasKubeconfig: request.kubeconfig !== undefined,
      hasErrorText: request.errorText !== undefined,
    };
    const report: Report = { id, createdAt, version: 1, request: asked, ...conclusion, durationMs };
    const { verdict } = report;
    await context.store.reports.insert({
      id,
      createdAt: new Date(createdAt),
      ...name,
      vantageKind: vantage.kind,
      verdict: verdict.state,
      cause: verdict.cause,
      hop: verdict.hop,
      headline: verdict.headline,
      durationMs,
      report,
    });
    context.count({ verdict: verdict.state, cause: verdict.cause, durationMs });
  });
  finished.then(() => queue.end(), queue.end);

  if (await isNowhereSoon(name, queue.read())) {
    abandoned.abort();
    throw unknownCluster(name);
  }
  return { id, events: queue.read() };
}

function unknownCluster({ project, location, cluster }: ClusterName): Problem {
  return notFound(
    `There is no cluster ${cluster} in ${location}, nor one of that name elsewhere in ${project}. Check the name, or list the clusters.`,
  );
}

/** Facts that come with the request. */
function givenFacts(
  { cluster, vantage, endpoint, kubeconfig, errorText }: DiagnosisRequest,
  observedAt: string,
): FactSnapshot {
  const provenance = { source: "given by the person", observedAt, durationMs: 0 };
  const name = parseClusterName(cluster);
  if (!name) throw badRequest("cluster must be a full resource name.");
  return {
    request: known({ cluster: name, vantage, endpoint: endpoint ?? null }, provenance),
    kubeconfig: known(kubeconfig ? { given: true, summary: kubeconfig } : { given: false }, provenance),
    errorText: known(errorTextFact(errorText), provenance),
  };
}

/** True when the events say within the patience that the cluster is nowhere. Reads on only until that is decided. */
async function isNowhereSoon(name: ClusterName, events: AsyncIterable<DiagnosisEvent>): Promise<boolean> {
  const decide = async () => {
    const facts: NamedFact[] = [];
    for await (const event of events) {
      if (event.type !== "fact") continue;
      facts.push(event.fact);
      const nowhere = isNowhere(name, snapshotOf({ facts }));
      if (nowhere !== undefined) return nowhere;
    }
    return false;
  };
  const patience = AbortSignal.timeout(patienceMs);
  const outOfPatience = new Promise<boolean>((resolve) => {
    patience.addEventListener("abort", () => resolve(false), { once: true });
  });
  return Promise.race([decide(), outOfPatience]);
}

/** True when Google has no such cluster, and certainly none of that name elsewhere in the project; undefined while the facts do not tell. */
function isNowhere(name: ClusterName, { clusterLookup, siblings }: FactSnapshot): boolean | undefined {
  if (!clusterLookup) return undefined;
  if (clusterLookup.state === "unknown" || clusterLookup.value.outcome !== "not-found") return false;
  if (!siblings) return undefined;
  if (siblings.state === "unknown" || siblings.value.missingZones.length > 0) return false;
  return !siblings.value.clusters.some((sibling) => sibling.name.cluster === name.cluster);
}
