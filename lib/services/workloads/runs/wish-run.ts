import { createHash } from "node:crypto";
import { type Decision, decide, type RunTerms } from "@/lib/access/policy";
import type { Principal } from "@/lib/auth/authorise";
import type { Run } from "@/lib/changes/runs/run";
import type { ClusterName } from "@/lib/core/cluster-name";
import { refused } from "@/lib/core/problem";
import { holdsCredential } from "@/lib/google/credential-text";
import type { PodManifest } from "@/lib/kubernetes/api/pod-manifest";
import type { ServiceContext } from "@/lib/services/context";
import { asPolicyPerson } from "@/lib/services/grants/asker";
import { clusterNamed, policyCluster } from "@/lib/services/grants/clusters";
import { said } from "@/lib/services/grants/said";
import type { RunRequest } from "@/lib/services/schema/runs";
import { environmentVersions } from "@/lib/workload/airflow/environment";
import { probeManifest } from "@/lib/workload/runs/probe-manifest";
import { rehearsalManifest } from "@/lib/workload/runs/rehearsal-manifest";

/** Minutes that a pod may live. */
const deadlines = { probe: 3, rehearsal: 30 };

/** A run as it would be made of what a person asks for. */
export type RunWish = Pick<
  Run,
  | "id"
  | "kind"
  | "cluster"
  | "namespace"
  | "serviceAccount"
  | "expected"
  | "image"
  | "manifest"
  | "reason"
  | "patienceMs"
> & {
  /** In what a rehearsal differs from the operator's own pod, a sentence each. */
  readonly differences: readonly string[];
};

/**
 * @throws Problem 400, 404 for a project that is not looked at, 422 when the operator's pod cannot be known
 */
export function wishOf(context: ServiceContext, asked: RunRequest): RunWish {
  const cluster = clusterNamed(context, asked.cluster);
  /* Hexadecimal, because the id is a label's value and a part of the pod's name. */
  const id = createHash("sha256").update(context.newId()).digest("hex").slice(0, 32);
  const common = { id, cluster, reason: said(asked.reason) };
  if (asked.kind === "probe") {
    const { namespace, serviceAccount, expected } = asked;
    const image = context.probeImage;
    const patienceMs = deadlines.probe * 60_000;
    const manifest = probeManifest({ run: id, serviceAccount, image, deadlineSeconds: deadlines.probe * 60 });
    const who = { namespace, serviceAccount, expected };
    return { ...common, ...who, kind: "probe", image, manifest, patienceMs, differences: [] };
  }
  const { form, dagId, versions } = asked;
  const secret = credentialIn(asked);
  if (secret !== undefined) {
    throw refused(
      `${secret} looks like a credential, and everybody who may run this task could read it: put it into a Kubernetes Secret, and name that in the form.`,
    );
  }
  const minutes = Math.min(deadlines.rehearsal, form.executionTimeoutMinutes ?? deadlines.rehearsal);
  const made = rehearsalManifest({
    ...{ run: id, form, dagId, deadlineSeconds: minutes * 60 },
    environment: environmentVersions({ imageVersion: versions.composer, providerVersion: versions.provider }),
    md5: (text) => createHash("md5").update(text, "utf8").digest("hex"),
  });
  if (made.kind === "refused") throw refused(made.reason);
  const { namespace, serviceAccount, manifest, differences } = made;
  const who = { namespace, serviceAccount, expected: null };
  const { image } = form;
  return { ...common, ...who, kind: "rehearsal", image, manifest, patienceMs: minutes * 60_000, differences };
}

/** Names the first text of a rehearsal that holds a credential, for which neither a pod's manifest nor our store is the place. */
function credentialIn({ form, dagId }: Extract<RunRequest, { kind: "rehearsal" }>): string | undefined {
  const { command, arguments: args, environment, ...rest } = form;
  const texts: readonly (readonly [name: string, text: string])[] = [
    ["The command", [...command, ...args].join(" ")],
    ...environment.map(({ name, value }) => [`The variable ${name}`, `${name}=${value}`] as const),
    ...[...environment.map(({ value }) => value), ...command, ...args].map(
      (text) => ["A word of the task", text] as const,
    ),
    ...[dagId, rest.taskId, rest.podName, rest.image, ...rest.labels.map(({ value }) => value)].map(
      (text) => ["A name of the task", text ?? ""] as const,
    ),
  ];
  return texts.find(([, text]) => holdsCredential(text))?.[0];
}

/** What the policy says to this person running it. */
export function decideRun(
  { policy }: Pick<ServiceContext, "policy">,
  principal: Principal,
  run: RunTerms & { readonly cluster: ClusterName },
  labels: Readonly<Record<string, string>>,
): Decision {
  const { kind, namespace, serviceAccount, image, reason } = run;
  return decide(policy, {
    principal: asPolicyPerson(principal),
    cluster: policyCluster(run.cluster, labels),
    action: "run-pod",
    context: { kind, namespace, serviceAccount, image, reason },
  });
}

/** The words of the pod's container. */
export function commandOf(manifest: PodManifest): string[] {
  const [container] = manifest.spec.containers;
  return [...(container?.command ?? []), ...(container?.args ?? [])];
}
