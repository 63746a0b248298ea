import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { environmentVersions, unknownEnvironment } from "@/lib/workload/airflow/environment";
import { operatorForm } from "@/lib/workload/operator/form";
import { rehearsalManifest } from "./rehearsal-manifest";
import { toKubectl } from "./to-kubectl";

const composer2 = environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3" });
const run = "00ff00ff00ff00ff00ff00ff00ff00ff";
const md5 = (text: string) => createHash("md5").update(text, "utf8").digest("hex");

function made(form: object, environment = composer2) {
  const whole = operatorForm.parse({ taskId: "dbt_run", image: "dbt:1", ...form });
  return rehearsalManifest({ run, form: whole, dagId: "dbt", environment, deadlineSeconds: 1_800, md5 });
}

const podOf = (...given: Parameters<typeof made>) => {
  const pod = made(...given);
  if (pod.kind === "refused") throw new Error(pod.reason);
  return pod;
};

describe("the operator's pod", () => {
  it("is what the provider makes of the least that one can say", () => {
    const { manifest, namespace, serviceAccount, differences } = podOf({});
    expect({ namespace, serviceAccount }).toEqual({ namespace: "composer-user-workloads", serviceAccount: "default" });
    expect(manifest).toEqual({
      metadata: {
        name: expect.stringMatching(/^dbt-run-[a-z0-9]{8}$/),
        labels: {
          dag_id: "dbt",
          task_id: "dbt_run",
          run_id: `drawbridge__${run}`,
          kubernetes_pod_operator: "True",
          try_number: "1",
          airflow_version: "2.9.3",
          airflow_kpo_in_cluster: "False",
          "app.kubernetes.io/managed-by": "drawbridge",
          "drawbridge/run": run,
        },
      },
      spec: {
        containers: [{ name: "base", image: "dbt:1" }],
        restartPolicy: "Never",
        activeDeadlineSeconds: 1_800,
      },
    });
    expect(differences).toEqual(["It is ended after 30 minutes, and deleted then."]);
  });

  it("has everything that was filled in", () => {
    const { manifest } = podOf({
      podName: "Nightly.dbt",
      namespace: "dbt",
      serviceAccount: "dbt-runner",
      imagePullPolicy: "Always",
      command: ["dbt"],
      arguments: ["run", "--select", "tag:hourly"],
      environment: [{ name: "DBT_TARGET", value: "prod" }],
      secrets: [
        { as: "variable", variable: "DBT_PASSWORD", secret: "dbt", key: "password" },
        { as: "volume", path: "/var/secrets/google", secret: "key", key: "key.json" },
      ],
      labels: [{ key: "team", value: "data" }],
      resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "1Gi", ephemeralStorage: "1Gi" } },
      pushXcom: true,
    });
    expect(manifest.metadata).toMatchObject({ name: expect.stringMatching(/^nightly-dbt-/), labels: { team: "data" } });
    expect(manifest.spec).toMatchObject({
      serviceAccountName: "dbt-runner",
      volumes: [
        { name: "secretvol1", secret: { secretName: "key" } },
        { name: "xcom", emptyDir: {} },
      ],
      containers: [
        {
          imagePullPolicy: "Always",
          command: ["dbt"],
          args: ["run", "--select", "tag:hourly"],
          env: [
            { name: "DBT_TARGET", value: "prod" },
            { name: "DBT_PASSWORD", valueFrom: { secretKeyRef: { name: "dbt", key: "password" } } },
          ],
          resources: {
            requests: { cpu: "500m", memory: "1Gi" },
            limits: { memory: "1Gi", "ephemeral-storage": "1Gi" },
          },
          volumeMounts: [
            { name: "secretvol1", mountPath: "/var/secrets/google", readOnly: true },
            { name: "xcom", mountPath: "/airflow/xcom" },
          ],
        },
      ],
    });
  });

  it.each([
    ["the command", { command: ["echo", "{{ ds }}"] }, /^Word 2 of the command/],
    ["an argument", { arguments: ["a", "{% if x %}"] }, /^Argument 2/],
    ["a variable", { environment: [{ name: "DAY", value: "{{ ds }}" }] }, /^The variable DAY/],
    ["a name without letters", { podName: "___" }, /no letter or digit/],
  ])("is not known: %s", (_, form, reason) => {
    expect(made(form)).toEqual({ kind: "refused", reason: expect.stringMatching(reason) });
  });

  it("is known where braces are plain text, and not where the namespace is the connection's", () => {
    const literal = podOf({ arguments: ["{{ ds }}"], templates: "literal" });
    expect(literal.manifest.spec.containers[0]?.args).toEqual(["{{ ds }}"]);
    expect(made({}, unknownEnvironment)).toMatchObject({ kind: "refused", reason: expect.stringMatching(/namespace/) });
    const { manifest, differences } = podOf({ namespace: "dbt" }, unknownEnvironment);
    expect(manifest.metadata.labels).not.toHaveProperty("airflow_version");
    expect(differences).toHaveLength(2);
  });
});

it("is the same by kubectl, quoted", () => {
  const { manifest, namespace } = podOf({ arguments: ["it's $HOME", "EOF"] });
  const text = toKubectl(namespace, manifest, "my context");
  const [first, ...rest] = text.split("\n");
  expect(first).toBe("kubectl --context 'my context' --namespace composer-user-workloads create -f - <<'EOF'");
  const pod = rest.slice(0, rest.indexOf("EOF")).join("\n");
  expect(JSON.parse(pod)).toEqual({ apiVersion: "v1", kind: "Pod", ...manifest });
  // Its end, whether good or bad, and no longer than it may take.
  expect(text).toContain("--for=jsonpath='{.status.containerStatuses[0].state.terminated}' --timeout=1800s\n");
});
