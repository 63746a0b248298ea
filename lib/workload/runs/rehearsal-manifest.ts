import type { ContainerManifest, PodManifest } from "@/lib/kubernetes/api/pod-manifest";
import { composerNamespace } from "@/lib/workload/airflow/composer-defaults";
import type { EnvironmentVersions } from "@/lib/workload/airflow/environment";
import { versionText } from "@/lib/workload/airflow/versions";
import type { OperatorForm } from "@/lib/workload/operator/form";
import { runLabels } from "./labels";
import { operatorPodName, safeLabelValue, suffixOf } from "./operator-names";
import { baseContainer } from "./probe-manifest";

export type RehearsalWish = {
  /** The run's id: hexadecimal. */
  readonly run: string;
  readonly form: OperatorForm;
  readonly dagId: string;
  readonly environment: EnvironmentVersions;
  readonly deadlineSeconds: number;
  /** Hexadecimal, of the text's UTF-8. */
  readonly md5: (text: string) => string;
};

export type Rehearsal =
  | {
      readonly kind: "pod";
      readonly namespace: string;
      readonly serviceAccount: string;
      readonly manifest: PodManifest;
      /** In what it differs from the operator's pod, a sentence each. */
      readonly differences: readonly string[];
    }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * The pod that KubernetesPodOperator would make of the form, as `build_pod_request_obj` of the provider does it, and with
 * Drawbridge's labels. Refused where that pod cannot be known without Airflow.
 */
export function rehearsalManifest(wish: RehearsalWish): Rehearsal {
  const { run, form, environment, deadlineSeconds } = wish;
  const template = templateIn(form);
  if (template !== undefined) {
    return refused(`${template} holds a template ({{ … }} or {% … %}), which only Airflow renders: put a value there.`);
  }
  const namespace =
    environment.composer === 3
      ? composerNamespace
      : (form.namespace ?? (environment.composer === 2 ? composerNamespace : undefined));
  if (namespace === undefined) return refused("Say the namespace: without it, it depends on Airflow's connection.");
  const name = operatorPodName(form.podName ?? form.taskId.replaceAll(/[^A-Za-z0-9]+/g, "-"), suffixOf(run));
  if (name === undefined) return refused("The pod's name has no letter or digit: Kubernetes refuses such a pod.");
  const serviceAccount = form.serviceAccount ?? "default";
  const volumes = volumesOf(form);
  return {
    kind: "pod",
    namespace,
    serviceAccount,
    manifest: {
      metadata: { name, labels: labelsOf(wish) },
      spec: {
        containers: [containerOf(form)],
        ...(form.serviceAccount !== undefined && { serviceAccountName: form.serviceAccount }),
        restartPolicy: "Never",
        activeDeadlineSeconds: deadlineSeconds,
        ...(volumes.length > 0 && { volumes }),
      },
    },
    differences: [
      `It is ended after ${Math.round(deadlineSeconds / 60)} minutes, and deleted then.`,
      ...(form.pushXcom ? ["It has no sidecar for XCom: what is written to /airflow/xcom is not read."] : []),
      ...(environment.airflow === null
        ? ["Airflow's version is not known, so the label airflow_version is missing."]
        : []),
    ],
  };
}

function containerOf({ image, imagePullPolicy, command, arguments: args, ...form }: OperatorForm): ContainerManifest {
  const env = [
    ...form.environment.map(({ name, value }) => ({ name, value })),
    ...form.secrets.flatMap((secret) =>
      secret.as === "variable"
        ? [{ name: secret.variable, valueFrom: { secretKeyRef: { name: secret.secret, key: secret.key } } }]
        : [],
    ),
  ];
  const mounts = [
    ...form.secrets.flatMap((secret, index) =>
      secret.as === "volume" ? [{ name: secretVolume(index), mountPath: secret.path, readOnly: true }] : [],
    ),
    ...(form.pushXcom ? [{ name: "xcom", mountPath: "/airflow/xcom" }] : []),
  ];
  const requests = amountsOf(form.resources?.requests);
  const limits = amountsOf(form.resources?.limits);
  return {
    name: baseContainer,
    image,
    ...(imagePullPolicy !== undefined && { imagePullPolicy }),
    ...(command.length > 0 && { command }),
    ...(args.length > 0 && { args }),
    ...(env.length > 0 && { env }),
    ...((requests || limits) && { resources: { ...(requests && { requests }), ...(limits && { limits }) } }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** The operator mounts the whole secret, whichever key is given, under a random name. */
function volumesOf({ secrets, pushXcom }: OperatorForm): NonNullable<PodManifest["spec"]["volumes"]> {
  return [
    ...secrets.flatMap((secret, index) =>
      secret.as === "volume" ? [{ name: secretVolume(index), secret: { secretName: secret.secret } }] : [],
    ),
    ...(pushXcom ? [{ name: "xcom", emptyDir: {} }] : []),
  ];
}

const secretVolume = (index: number) => `secretvol${index}`;

type Amounts = NonNullable<OperatorForm["resources"]>["requests"];

function amountsOf({ cpu, memory, ephemeralStorage }: Amounts = {}): Readonly<Record<string, string>> | undefined {
  const amounts = Object.entries({ cpu, memory, "ephemeral-storage": ephemeralStorage });
  const given = amounts.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** On Composer the operator reaches the cluster by a file: to the operator that is outside of the cluster. */
function labelsOf({ run, form, dagId, environment, md5 }: RehearsalWish): Readonly<Record<string, string>> {
  const safe = (text: string) => safeLabelValue(text, md5);
  return {
    ...Object.fromEntries(form.labels.map(({ key, value }) => [key, value])),
    dag_id: safe(dagId),
    task_id: safe(form.taskId),
    run_id: safe(`drawbridge__${run}`),
    kubernetes_pod_operator: "True",
    try_number: "1",
    ...(environment.airflow !== null && { airflow_version: versionText(environment.airflow) }),
    airflow_kpo_in_cluster: "False",
    ...runLabels(run),
  };
}

/** Names the first text that Airflow would render. */
function templateIn({ templates, command, arguments: args, environment }: OperatorForm): string | undefined {
  if (templates === "literal") return undefined;
  const rendered = (text: string) => /\{[{%#]/.test(text);
  const word = command.findIndex(rendered);
  if (word >= 0) return `Word ${word + 1} of the command`;
  const argument = args.findIndex(rendered);
  if (argument >= 0) return `Argument ${argument + 1}`;
  const variable = environment.find(({ value }) => rendered(value));
  return variable && `The variable ${variable.name}`;
}

function refused(reason: string): Rehearsal {
  return { kind: "refused", reason };
}
