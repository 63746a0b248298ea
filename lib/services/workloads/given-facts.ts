import { parseClusterName } from "@/lib/core/cluster-name";
import { badRequest } from "@/lib/core/problem";
import { known } from "@/lib/engine/fact";
import { looksLikeCredential } from "@/lib/google/credential-text";
import type { WorkloadDiagnosisRequest } from "@/lib/services/schema/workload";
import { parseEnvironmentName } from "@/lib/workload/facts/environment-name";
import { classifyErrorText } from "@/lib/workload/facts/error/classify";
import type { WorkloadFactValues, WorkloadSnapshot, WorkloadTarget } from "@/lib/workload/facts/schema";
import { type DagOperator, readOperators } from "@/lib/workload/lint/read-operators";

/** Facts that come with the request. Neither the pasted text nor the DAG's source is kept. */
export function givenWorkloadFacts(request: WorkloadDiagnosisRequest, observedAt: string): WorkloadSnapshot {
  const provenance = { source: "given by the person", observedAt, durationMs: 0 };
  const { namespace, serviceAccount, googleServiceAccount, roles } = request;
  const asked = { target: targetOf(request), namespace, serviceAccount, googleServiceAccount, roles };
  return {
    request: known(asked, provenance),
    errorText: known(errorTextFact(request.errorText), provenance),
    dag: known(dagFact(request.dag), provenance),
  };
}

/** @throws Problem 400 for a name that is none */
export function targetOf({ target }: Pick<WorkloadDiagnosisRequest, "target">): WorkloadTarget {
  if (target.kind === "cluster") {
    const cluster = parseClusterName(target.cluster);
    if (cluster) return { kind: "cluster", cluster };
  } else {
    const environment = parseEnvironmentName(target.environment);
    if (environment) return { kind: "environment", environment };
  }
  throw badRequest("target must hold a full resource name.");
}

function errorTextFact(text: string | undefined): WorkloadFactValues["errorText"] {
  if (text === undefined || text.trim() === "") return { given: false };
  const { causes, details } = classifyErrorText(text);
  const safe = Object.entries(details).filter(([, value]) => !looksLikeCredential(String(value)));
  return { given: true, causes, details: Object.fromEntries(safe) };
}

/** What looks like a credential is written there, and not readable. */
function withoutCredentials(operator: DagOperator): DagOperator {
  const safe = (text: string | null | undefined) => (text && looksLikeCredential(text) ? undefined : text);
  const { namespace, serviceAccount, configFile } = operator;
  return {
    ...operator,
    ...{ namespace: safe(namespace), serviceAccount: safe(serviceAccount), configFile: safe(configFile) },
  };
}

function dagFact(source: string | undefined): WorkloadFactValues["dag"] {
  if (source === undefined || source.trim() === "") return { given: false };
  return { given: true, operators: readOperators(source).map(withoutCredentials) };
}
