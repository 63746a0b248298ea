import { randomUUID } from "node:crypto";
import { isOver } from "@/lib/changes/runs/run";
import type { Plan } from "@/lib/services/plans/make-plan";
import type { ChangeView } from "@/lib/services/schema/access";
import type { RunView } from "@/lib/services/schema/runs";
import type { WorkloadReport } from "@/lib/services/workloads/workload-report";
import { accessTo } from "./access";
import { clusterOf } from "./clusters";
import { type Answer, control, json, linesOf } from "./http";
import type { Sandbox } from "./sandbox";

/** Everything that the product answers goes by here. */
type Keep = (answer: Promise<Answer>) => Promise<Answer>;

const person = "chris";
const image = "europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9";
const who = { namespace: "dbt", serviceAccount: "dbt-runner" };
const gsaOf = (world: string) => `wi-${world}@corp-data-prod.iam.gserviceaccount.com`;

/** A workload question about this world. */
export const workloadQuestion = (world: string) => ({
  target: { kind: "cluster", cluster: clusterOf(world) },
  ...who,
  googleServiceAccount: gsaOf(world),
});

/** A Kubernetes object as the control plane answers it, with a secret wherever somebody may have left one. */
export function objectsWith(secret: string) {
  const metadata = (name: string) => ({
    ...{ name, namespace: "dbt", uid: "u1", resourceVersion: "7" },
    annotations: {
      "iam.gke.io/gcp-service-account": secret,
      "kubectl.kubernetes.io/last-applied-configuration": `{"data":"${secret}"}`,
    },
  });
  const state = { waiting: { reason: "ImagePullBackOff", message: `Back-off: ${secret}` } };
  const last = { terminated: { exitCode: 1, reason: "Error", message: `it printed ${secret}` } };
  const container = (name: string) => ({ name, image, env: [{ name: "PASSWORD", value: secret }] });
  const pod = {
    metadata: metadata("p"),
    spec: { serviceAccountName: who.serviceAccount, containers: [container("base"), container("more")] },
    status: {
      ...{ phase: "Pending", message: `said: ${secret}` },
      containerStatuses: [
        { name: "base", state },
        { name: "more", state: last },
      ],
    },
  };
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: metadata(who.serviceAccount) };
  const answers: readonly (readonly [pathPattern: string, body: object])[] = [
    ["/serviceaccounts/dbt-runner$", account],
    ["/serviceaccounts$", { apiVersion: "v1", kind: "ServiceAccountList", metadata: {}, items: [account] }],
    [
      "/namespaces/dbt$",
      { apiVersion: "v1", kind: "Namespace", metadata: metadata("dbt"), status: { phase: "Active" } },
    ],
    ["/namespaces/dbt/pods$", { apiVersion: "v1", kind: "PodList", metadata: {}, items: [pod] }],
  ];
  return answers.map(([pathPattern, body]) => ({ match: { host: "kubernetes", pathPattern }, status: 200, body }));
}

/** What the kubelet says of a pod, a secret in each event. */
export function eventsWith(secrets: readonly string[]) {
  const items = secrets.map((secret, index) => ({
    metadata: { name: `e${index}`, namespace: "dbt", uid: `e${index}`, creationTimestamp: "2026-11-01T00:00:00Z" },
    ...{ involvedObject: {}, type: "Warning", reason: "Failed", message: `Failed to pull: ${secret}`, count: 1 },
  }));
  const body = { apiVersion: "v1", kind: "EventList", metadata: {}, items };
  return { match: { host: "kubernetes", pathPattern: "/namespaces/dbt/events$" }, status: 200, body };
}

/** A refusal of the control plane that repeats a secret, to requests of this method. */
export function refusalWith(secret: string, status: number, method: string, pathPattern = "dbt") {
  const message = `admission webhook "policy.corp" denied the request: the header ${secret} is not welcome`;
  const body = { kind: "Status", apiVersion: "v1", status: "Failure", reason: "Forbidden", message, code: status };
  return { match: { host: "kubernetes", method, pathPattern }, status, body };
}

/** What a person does about workloads over HTTP, each answer kept. */
export function workloadsOf(sandbox: Sandbox, keep: Keep) {
  const { send, read } = accessTo(sandbox);
  const faults = (...given: readonly object[]) => control(sandbox.control, "POST", "/faults", given);
  const post = (path: string, body: unknown, key = randomUUID()) => keep(send(path, body, { person, key }));
  const get = (path: string) => keep(read(path, { person }));

  const diagnose = async (body: object): Promise<WorkloadReport | undefined> => {
    const [started] = linesOf(await post("/api/workloads/diagnoses", body)) as [{ id?: string }];
    if (started?.id === undefined) return undefined;
    return json(await get(`/api/workloads/diagnoses/${started.id}`)) as WorkloadReport;
  };
  const until = async <View>(path: string, done: (view: View) => boolean): Promise<View> => {
    for (const deadline = Date.now() + 20_000; ; ) {
      const view = json(await get(path)) as View;
      if (done(view)) return view;
      if (Date.now() > deadline) throw new Error(`It stays ${JSON.stringify(view)}.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  return {
    ...{ faults, post, get, diagnose },
    /** Repairs the world by this remedy; the applier meets the faults. */
    async repair(world: string, remedy: string, reason: string, ...given: readonly object[]): Promise<ChangeView> {
      const report = await diagnose(workloadQuestion(world));
      const offered = report?.verdict.remedies.find(({ id }) => id === remedy);
      const planned = await post("/api/workloads/plans", { diagnosis: report?.id, remedy: offered });
      await faults(...given);
      const { id } = json(planned) as Plan;
      const { change } = json(await post(`/api/plans/${id}/apply`, { reason })) as { change: ChangeView };
      const ended = await until<ChangeView>(`/api/changes/${change.id}`, ({ state }) => /applied|failed/.test(state));
      await faults();
      return ended;
    },
    /** Rehearses a task on the healthy world; the applier meets the faults. Undefined when it is refused. */
    async rehearse(given: object, reason: string, ...more: readonly object[]): Promise<RunView | undefined> {
      await faults(...more);
      const form = { taskId: "dbt_run", ...who, image, arguments: ["dbt", "run"], ...given };
      const body = { kind: "rehearsal", cluster: clusterOf("healthy-workload"), form, reason };
      await post("/api/workloads/runs/preview", body);
      const asked = await post("/api/workloads/runs", body);
      if (asked.status !== 202) return undefined;
      const path = `/api/workloads/runs/${(json(asked) as RunView).id}`;
      const ended = await until<RunView>(path, (run) => isOver(run));
      await faults();
      await until<RunView>(path, ({ cleaned }) => cleaned);
      return ended;
    },
  };
}
