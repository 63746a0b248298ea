import { type ClusterName, formatClusterName, parseClusterName } from "@/lib/core/cluster-name";
import { badRequest, notFound } from "@/lib/core/problem";
import { replayQueue } from "@/lib/core/replay-queue";
import { checks } from "@/lib/diagnosis/checks";
import { diagnose } from "@/lib/diagnosis/engine/diagnose";
import type { DiagnosisEvent } from "@/lib/diagnosis/engine/event";
import { known } from "@/lib/diagnosis/facts/fact";
import type { FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import { gatherersFor } from "@/lib/diagnosis/gatherers";
import type { SeenCaller } from "@/lib/diagnosis/gatherers/surroundings";
import { explain } from "@/lib/kubernetes/explain/explain";
import type { ServiceContext } from "./context";
import type { Report } from "./report";
import type { DiagnosisRequest } from "./schema/request";

export type StartedDiagnosis = {
  readonly id: string;
  /** Events from the beginning, whenever it is iterated; ends when the report is stored. */
  readonly events: AsyncIterable<DiagnosisEvent>;
};

/**
 * Starts a diagnosis and resolves once it is certain that the cluster exists, or may: an unknown one is a problem, not a
 * verdict. The report is stored before the events end.
 *
 * @throws Problem 400 for a project that is not configured, 404 for a cluster that is nowhere in it
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

  if (await isNowhere(name, queue.read())) {
    abandoned.abort();
    const asked = `${name.cluster} in ${name.location}`;
    throw notFound(
      `There is no cluster ${asked}, nor one of that name elsewhere in ${name.project}. Check the name, or list the clusters.`,
    );
  }
  return { id, events: queue.read() };
}

/** Facts that come with the request. The error text itself is not kept: only what it says. */
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
    errorText: known(explained(errorText), provenance),
  };
}

function explained(text: string | undefined): FactValues["errorText"] {
  if (text === undefined || text.trim() === "") return { given: false };
  const { candidates, details } = explain(text);
  const causes = candidates.map(({ cause, title, decidedBy }) => ({ cause, title, decidedBy: decidedBy ?? null }));
  return { given: true, causes, details };
}

/** True when Google has no such cluster, and certainly none of that name elsewhere in the project. Reads on only until that is decided. */
async function isNowhere(name: ClusterName, events: AsyncIterable<DiagnosisEvent>): Promise<boolean> {
  const facts: FactSnapshot = {};
  for await (const event of events) {
    if (event.type !== "fact") continue;
    const { name: factName, ...fact } = event.fact;
    Object.assign(facts, { [factName]: fact });
    const { clusterLookup, siblings } = facts;
    if (!clusterLookup) continue;
    if (clusterLookup.state === "unknown" || clusterLookup.value.outcome !== "not-found") return false;
    if (!siblings) continue;
    if (siblings.state === "unknown" || siblings.value.missingZones.length > 0) return false;
    return !siblings.value.clusters.some((sibling) => sibling.name.cluster === name.cluster);
  }
  return false;
}
