import type { Clock } from "@/lib/core/clock";
import { KubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import type { PodManifest } from "@/lib/kubernetes/api/pod-manifest";
import type { ContainerView, EventView, PodView } from "@/lib/kubernetes/api/views";
import { answerMark, probeManifest } from "@/lib/workload/runs/probe-manifest";
import type { Kubernetes } from "./port";
import type { RunRequest } from "./run";

export const cluster = { project: "corp-data-prod", location: "europe-west1", cluster: "main" };
export const gsa = "airflow@corp-data-prod.iam.gserviceaccount.com";

/** Ana asks for a probe; `given` changes that. */
export function runRequest(given: Partial<RunRequest> = {}): RunRequest {
  const id = given.id ?? "00ff00ff00ff00ff00ff00ff00ff00ff";
  const image = "curlimages/curl:8.11.1";
  return {
    ...{
      id,
      kind: "probe",
      cluster,
      namespace: "composer-user-workloads",
      serviceAccount: "airflow",
      expected: gsa,
      image,
    },
    manifest: probeManifest({ run: id, serviceAccount: "airflow", image, deadlineSeconds: 180 }),
    principal: { id: "ana@corp.example", name: "Ana" },
    ...{ reason: "incident 7", idempotencyKey: `click-${id}`, patienceMs: 180_000 },
    requestedAt: new Date(Date.UTC(2026, 10, 1)),
    ...given,
  };
}

/** What a probe pod prints. */
export function probeLog(email: string, tokenStatus = 200): readonly string[] {
  const scope = "https://www.googleapis.com/auth/cloud-platform";
  const mark = (name: string, status: number) => `${answerMark} ${name} ${status}`;
  return [email, mark("email", 200), scope, "", mark("scopes", 200), "", mark("token", tokenStatus)];
}

const waitingContainer = { state: "waiting", reason: null, message: null, exitCode: null, restarts: 0 } as const;

export const podView = (given: Partial<PodView> = {}): PodView => ({
  ...{ name: "p", uid: "u1", phase: "Pending", serviceAccount: "airflow", hostNetwork: false, automountToken: false },
  ...{ nodeName: null, labels: {}, startedAt: null, deletionTimestamp: null, reason: null, message: null },
  containers: [{ ...waitingContainer, name: "base", image: "curlimages/curl:8.11.1" }],
  ...given,
});

type FakePod = {
  view: PodView;
  log: string[];
  logEnded: boolean;
  events: EventView[];
  changed: PromiseWithResolvers<void>;
};

/** What becomes of the pod. `container`: of its one container. */
export type FakeNews = Partial<Omit<PodView, "containers">> & { readonly container?: Partial<ContainerView> };

/** One cluster's pods in memory. */
export function fakeKubernetes(clock: Clock) {
  const pods = new Map<string, FakePod>();
  /** Every pod that ever came to be, by name. */
  const created: string[] = [];
  const deleted: string[] = [];
  let onCreate: (create: () => void) => void = (create) => create();
  let whenCreated: (name: string) => void = () => undefined;

  const tell = (pod: FakePod) => {
    const { changed } = pod;
    pod.changed = Promise.withResolvers();
    changed.resolve();
  };
  const make = (manifest: PodManifest): PodView => {
    const { name, labels = {} } = manifest.metadata;
    if (pods.has(name)) throw new KubernetesError("already-exists", `pods "${name}" already exists`);
    created.push(name);
    const view = podView({ name, uid: `uid-${created.length}`, labels });
    pods.set(name, { view, log: [], logEnded: false, events: [], changed: Promise.withResolvers() });
    whenCreated(name);
    return view;
  };

  const kubernetes: Kubernetes = {
    reader: {
      async pod(_namespace: string, name: string) {
        return pods.get(name)?.view;
      },
      async events(_namespace: string, name: string) {
        return pods.get(name)?.events ?? [];
      },
      async *watchPod(_namespace: string, name: string, signal: AbortSignal) {
        const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
        for (let last: PodView | undefined; !signal.aborted; ) {
          const pod = pods.get(name);
          if (!pod) return;
          const { changed, view } = pod;
          if (view !== last) yield view;
          last = view;
          await Promise.race([changed.promise, aborted]);
        }
      },
      async *log(_namespace: string, name: string, _container: string, _options: object, signal: AbortSignal) {
        const pod = pods.get(name);
        const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
        for (let next = 0; pod && !signal.aborted; ) {
          const { changed } = pod;
          for (; next < pod.log.length; next += 1) yield pod.log[next] ?? "";
          if (pod.logEnded) return;
          await Promise.race([changed.promise, aborted]);
        }
      },
    },
    writer: {
      async createPod(_namespace: string, manifest: PodManifest) {
        let view: PodView | undefined;
        onCreate(() => {
          view = make(manifest);
        });
        if (!view) throw new KubernetesError("unknown-outcome", "no answer");
        return view;
      },
      async deletePod(_namespace: string, name: string, uid: string) {
        const pod = pods.get(name);
        if (!pod) throw new KubernetesError("not-found", `pods "${name}" not found`);
        if (pod.view.uid !== uid) throw new KubernetesError("conflict", "the UID in the precondition does not match");
        deleted.push(name);
        pod.logEnded = true;
        pods.delete(name);
        tell(pod);
      },
    },
  };

  return {
    kubernetes,
    created,
    deleted,
    pods: () => [...pods.keys()],
    /** What happens to the next creations: call `create` for it to happen, throw for an error, neither for silence. */
    onCreate(what: typeof onCreate) {
      onCreate = what;
    },
    whenCreated(what: typeof whenCreated) {
      whenCreated = what;
    },
    news(name: string, { container, ...news }: FakeNews) {
      const pod = pods.get(name);
      if (!pod) return;
      const containers = pod.view.containers.map((one) => ({ ...one, ...container }));
      pod.view = { ...pod.view, ...news, containers };
      tell(pod);
    },
    event(name: string, reason: string, message: string) {
      const at = clock.now().toISOString();
      pods.get(name)?.events.push({ uid: reason, at, type: "Warning", reason, message, count: 1 });
    },
    print(name: string, ...lines: readonly string[]) {
      const pod = pods.get(name);
      pod?.log.push(...lines);
      if (pod) tell(pod);
    },
    /** The pod's container has run and ended. */
    finish(name: string, exitCode: number, lines: readonly string[], reason = exitCode === 0 ? "Completed" : "Error") {
      const pod = pods.get(name);
      if (!pod) return;
      pod.log.push(...lines);
      pod.logEnded = true;
      this.news(name, {
        phase: exitCode === 0 ? "Succeeded" : "Failed",
        container: { state: "terminated", exitCode, reason },
      });
    },
    /** Somebody else deletes it. */
    remove(name: string) {
      const pod = pods.get(name);
      pods.delete(name);
      if (pod) tell(pod);
    },
  };
}
