import { type OperatorRequest, operatorRequest } from "@/lib/services/schema/workload-tools";
import { atRow, filled, numberOf, type Problems, problemsOf, textOf } from "../tools/problems";
import { type VersionsDraft, versionsOf } from "../tools/versions-draft";
import type { DagDraft, OperatorDraft } from "./draft";

export type OperatorReading =
  | { readonly ok: true; readonly request: OperatorRequest }
  | { readonly ok: false; readonly problems: Problems };

/** The request that a draft makes, or what is wrong with it, at the fields where it is. Rows without anything in them are left out. */
export function readOperator(draft: OperatorDraft, versions: VersionsDraft): OperatorReading {
  const environment = filled(draft.environment, ({ name, value }) => name === "" && value === "");
  const labels = filled(draft.labels, ({ name, value }) => name === "" && value === "");
  const secrets = filled(draft.secrets, ({ target, secret, key }) => `${target}${secret}${key}` === "");
  const parsed = operatorRequest.safeParse({
    form: {
      taskId: draft.taskId.trim(),
      podName: textOf(draft.podName),
      namespace: textOf(draft.namespace),
      serviceAccount: textOf(draft.serviceAccount),
      image: draft.image.trim(),
      imagePullPolicy: draft.imagePullPolicy || undefined,
      command: draft.command,
      arguments: draft.arguments,
      templates: draft.templates,
      environment: environment.rows,
      secrets: secrets.rows.map(({ as, target, secret, key }) =>
        as === "variable" ? { as, variable: target, secret, key } : { as, path: target, secret, key: key || undefined },
      ),
      labels: labels.rows.map(({ name, value }) => ({ key: name, value })),
      resources: resourcesOf(draft),
      logs: {
        container: draft.logContainer,
        eventsOnFailure: draft.logEvents,
        podSpecOnFailure: yesOrNo(draft.logPodSpec),
      },
      afterwards: draft.afterwards,
      startupTimeoutSeconds: numberOf(draft.startupTimeoutSeconds),
      scheduleTimeoutSeconds: numberOf(draft.scheduleTimeoutSeconds),
      executionTimeoutMinutes: numberOf(draft.executionTimeoutMinutes),
      retries: numberOf(draft.retries),
      pushXcom: draft.pushXcom,
      deferrable: yesOrNo(draft.deferrable),
      connection: connectionOf(draft),
    },
    dag: draft.wholeDag ? dagOf(draft.dag) : undefined,
    versions: versionsOf(versions),
  });
  if (parsed.success) return { ok: true, request: parsed.data };
  const place = (path: string) => {
    const row = atRow(
      atRow(atRow(path, "form.environment", environment.at), "form.labels", labels.at),
      "form.secrets",
      secrets.at,
    );
    return row
      .replace(/^(form\.labels\.\d+)\.key$/, "$1.name")
      .replace(/^(form\.secrets\.\d+)\.(variable|path)$/, "$1.target")
      .replace(/^dag\.tags\..*$/, "dag.tags");
  };
  return { ok: false, problems: problemsOf(parsed.error, place) };
}

/** A DAG's part of a request. */
export function dagOf(draft: DagDraft) {
  return {
    dagId: draft.dagId.trim(),
    description: textOf(draft.description),
    schedule: textOf(draft.schedule) ?? null,
    startDate: draft.startDate.trim(),
    timeZone: draft.timeZone.trim(),
    catchup: draft.catchup,
    maxActiveRuns: numberOf(draft.maxActiveRuns),
    owner: textOf(draft.owner),
    retries: numberOf(draft.retries),
    retryDelayMinutes: numberOf(draft.retryDelayMinutes),
    tags: draft.tags
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
  };
}

function resourcesOf({ requests, limits }: OperatorDraft) {
  const side = ({ cpu, memory, ephemeralStorage }: OperatorDraft["requests"]) => ({
    cpu: textOf(cpu),
    memory: textOf(memory),
    ephemeralStorage: textOf(ephemeralStorage),
  });
  const values = [...Object.values(requests), ...Object.values(limits)];
  return values.every((value) => value.trim() === "") ? undefined : { requests: side(requests), limits: side(limits) };
}

function connectionOf({ connectionId, configFile }: OperatorDraft) {
  const [id, file] = [textOf(connectionId), textOf(configFile)];
  return id === undefined && file === undefined ? undefined : { id, configFile: file };
}

function yesOrNo(choice: "" | "yes" | "no"): boolean | undefined {
  return choice === "" ? undefined : choice === "yes";
}
