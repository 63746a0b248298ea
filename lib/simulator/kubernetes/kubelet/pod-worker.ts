import { digest } from "@/lib/simulator/cluster/addresses";
import { isAutopilot } from "../objects/cluster-nodes";
import { type KubeObject, namespaceOf, numberIn, objectIn, objectsIn, textIn } from "../objects/kube-object";
import { coreType } from "../objects/resource-types";
import { configError, containerNameOf, imageOf } from "./container-config";
import type { ContainerLog } from "./container-log";
import { argvOf, runContainer } from "./container-run";
import { type EventText, recordEvent } from "./events";
import { findImage, pullError } from "./images";
import type { KubeletWorld } from "./kubelet-world";
import { type ContainerState, type PodSituation, podStatusOf, scheduledCondition } from "./pod-status";
import type { ProgramRun } from "./programs/program";
import { placePod } from "./scheduling";

const pods = coreType("pods");
const slowPullMs = 120_000;
const retryMs = 10_000;
const longestRetryMs = 300_000;
/* A container that never ran has no start: the kubelet writes the beginning of time. */
const never = new Date(0);

type Terminated = Extract<ContainerState, { kind: "terminated" }>;

/** Leads one pod through its life, by the simulated clock. It ends when the pod is finished or gone. */
export class PodWorker {
  private plans: readonly (() => void)[] = [];
  private situation: PodSituation | undefined;
  private log: ContainerLog | undefined;
  private readonly attempts = { schedule: 0, pull: 0, configure: 0 };

  constructor(
    private readonly world: KubeletWorld,
    private readonly key: { readonly namespace: string; readonly name: string; readonly uid: string },
  ) {}

  start(at: Date): void {
    this.plan(at, 0.1, (then) => this.schedule(then));
  }

  /** The pod is to go: its container gets a moment to end. Then it is gone. */
  end(at: Date): void {
    const pod = this.pod();
    if (!pod) return;
    this.cancel();
    if (this.situation?.container.kind === "running") {
      this.event({ type: "Normal", reason: "Killing", message: `Stopping container ${containerNameOf(pod)}` }, at);
    }
    this.plan(at, 0.2, () => {
      const last = this.pod();
      if (last) this.world.store.remove(pods, last);
    });
  }

  /** The pod is gone. */
  forget(): void {
    this.cancel();
    this.world.logs.forget(this.key.uid);
  }

  private schedule(at: Date): void {
    const pod = this.pod();
    if (!pod) return;
    const { store, cluster } = this.world;
    const placement = placePod(objectIn(pod, "spec"), store.list(coreType("nodes")), isAutopilot(cluster));
    if (!placement.node) {
      const { message } = placement;
      const status = { ...objectIn(pod, "status"), conditions: [scheduledCondition(false, at, message)] };
      store.replace(pods, { ...pod, status });
      this.event({ type: "Warning", reason: "FailedScheduling", message, from: "scheduler" }, at);
      this.after(at, this.pause("schedule"), (then) => this.schedule(then));
      return;
    }
    const nodeName = placement.node.metadata.name;
    const status = { ...objectIn(pod, "status"), conditions: [scheduledCondition(true, at)] };
    store.replace(pods, { ...pod, spec: { ...objectIn(pod, "spec"), nodeName }, status });
    const message = `Successfully assigned ${this.key.namespace}/${this.key.name} to ${nodeName}`;
    this.event({ type: "Normal", reason: "Scheduled", message, from: "scheduler" }, at);
    this.situation = {
      at,
      startTime: at,
      hostIp: this.address(nodeName, "10.132.0"),
      podIp: undefined,
      container: { kind: "waiting", reason: "ContainerCreating" },
      last: undefined,
      restarts: 0,
      phase: "Pending",
    };
    const deadline = numberIn(pod, "spec", "activeDeadlineSeconds");
    if (deadline !== undefined) this.after(at, deadline * 1_000, (then) => this.exceedDeadline(then));
    this.plan(at, 0.1, (then) => {
      this.show({ at: then });
      this.pull(then);
    });
  }

  private pull(at: Date): void {
    const pod = this.pod();
    if (!pod) return;
    const image = imageOf(pod);
    const policy = textIn(objectsIn(pod, "spec", "containers")[0], "imagePullPolicy");
    if (policy !== "Always" && this.world.pulledImages.has(image)) {
      const message = `Container image "${image}" already present on machine`;
      this.event({ type: "Normal", reason: "Pulled", message }, at);
      this.plan(at, 0.2, (then) => this.create(then));
      return;
    }
    this.event({ type: "Normal", reason: "Pulling", message: `Pulling image "${image}"` }, at);
    const { pull } = findImage(this.world.cluster, image);
    const startMs = this.world.podStartMs();
    const pullMs = startMs * 0.4 + (pull === "slow" ? slowPullMs : 0);
    this.after(at, pullMs, (then) => {
      if (pull === "denied" || pull === "missing") this.failPull(then, image, pullError(image, pull));
      else {
        this.world.pulledImages.add(image);
        const took = `${(pullMs / 1_000).toFixed(3)}s`;
        const message = `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: 48127443 bytes.`;
        this.event({ type: "Normal", reason: "Pulled", message }, then);
        this.plan(then, 0.2, (later) => this.create(later));
      }
    });
  }

  private failPull(at: Date, image: string, error: string): void {
    this.event({ type: "Warning", reason: "Failed", message: `Failed to pull image "${image}": ${error}` }, at);
    this.event({ type: "Warning", reason: "Failed", message: "Error: ErrImagePull" }, at);
    this.show({ at, container: { kind: "waiting", reason: "ErrImagePull", message: error } });
    this.plan(at, 0.4, (then) => {
      const message = `Back-off pulling image "${image}"`;
      this.event({ type: "Normal", reason: "BackOff", message }, then);
      this.event({ type: "Warning", reason: "Failed", message: "Error: ImagePullBackOff" }, then);
      const why = `${message}: ErrImagePull: ${error}`;
      this.show({ at: then, container: { kind: "waiting", reason: "ImagePullBackOff", message: why } });
    });
    this.after(at, this.pause("pull"), (then) => this.pull(then));
  }

  private create(at: Date): void {
    const pod = this.pod();
    if (!pod || !this.situation) return;
    const podIp = this.situation.podIp ?? this.address(this.key.uid, "10.64");
    const error = configError(this.world.store, pod);
    if (error !== undefined) {
      this.event({ type: "Warning", reason: "Failed", message: `Error: ${error}` }, at);
      this.show({ at, podIp, container: { kind: "waiting", reason: "CreateContainerConfigError", message: error } });
      this.after(at, this.pause("configure"), (then) => this.create(then));
      return;
    }
    const name = containerNameOf(pod);
    this.event({ type: "Normal", reason: "Created", message: `Created container: ${name}` }, at);
    const run = runContainer(this.world, pod, at);
    if (!run) {
      this.failStart(pod, at, podIp);
      return;
    }
    this.event({ type: "Normal", reason: "Started", message: `Started container ${name}` }, at);
    const log = this.world.logs.start(this.key.uid);
    this.log = log;
    this.show({ at, podIp, phase: "Running", container: { kind: "running", startedAt: at } });
    for (const { afterMs, text } of run.output) this.after(at, afterMs, (then) => log.append({ at: then, text }));
    if (run.endsAfterMs !== null) this.after(at, run.endsAfterMs, (then) => this.finish(run, at, then));
  }

  private finish({ exitCode, reason }: ProgramRun, startedAt: Date, at: Date): void {
    this.log?.end();
    const word = reason ?? (exitCode === 0 ? "Completed" : "Error");
    this.terminate({ kind: "terminated", exitCode, reason: word, startedAt, finishedAt: at }, at);
  }

  private failStart(pod: KubeObject, at: Date, podIp: string): void {
    const [program = ""] = argvOf(this.world, pod);
    const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "${program}": executable file not found in $PATH: unknown`;
    this.event({ type: "Warning", reason: "Failed", message: `Error: ${message}` }, at);
    this.world.logs.start(this.key.uid).end();
    this.show({ at, podIp });
    const container = { exitCode: 128, reason: "StartError", message, startedAt: never, finishedAt: at };
    this.terminate({ kind: "terminated", ...container }, at);
  }

  private terminate(container: Terminated, at: Date): void {
    const pod = this.pod();
    if (!pod || !this.situation) return;
    const policy = textIn(pod, "spec", "restartPolicy");
    if (policy !== "Always" && (policy === "Never" || container.exitCode === 0)) {
      this.cancel();
      this.show({ at, phase: container.exitCode === 0 ? "Succeeded" : "Failed", container });
      return;
    }
    const { restarts } = this.situation;
    const waitMs = backOff(restarts);
    this.show({ at, container });
    this.plan(at, 0.2, (then) => {
      const name = containerNameOf(pod);
      const failed = `restarting failed container=${name} pod=${this.key.name}_${this.key.namespace}(${this.key.uid})`;
      const short = `Back-off restarting failed container ${name} in pod ${this.key.name}_${this.key.namespace}(${this.key.uid})`;
      this.event({ type: "Warning", reason: "BackOff", message: short }, then);
      const message = `back-off ${waitMs / 1_000}s ${failed}`;
      this.show({ at: then, container: { kind: "waiting", reason: "CrashLoopBackOff", message }, last: container });
    });
    this.after(at, waitMs, (then) => {
      if (this.situation) this.situation = { ...this.situation, restarts: restarts + 1, last: container };
      this.create(then);
    });
  }

  private exceedDeadline(at: Date): void {
    const pod = this.pod();
    if (!pod || !this.situation) return;
    this.cancel();
    const message = "Pod was active on the node longer than the specified deadline";
    this.event({ type: "Normal", reason: "DeadlineExceeded", message, from: "kubelet-about-pod" }, at);
    const { container } = this.situation;
    if (container.kind === "running") {
      this.event({ type: "Normal", reason: "Killing", message: `Stopping container ${containerNameOf(pod)}` }, at);
    }
    this.log?.end();
    const ended: ContainerState =
      container.kind === "running"
        ? { kind: "terminated", exitCode: 137, reason: "Error", startedAt: container.startedAt, finishedAt: at }
        : container;
    this.show({ at, phase: "Failed", reason: "DeadlineExceeded", message, container: ended });
  }

  private show(changes: Partial<PodSituation> & { readonly at: Date }): void {
    const pod = this.pod();
    if (!pod || !this.situation) return;
    this.situation = { ...this.situation, ...changes };
    this.world.store.replace(pods, { ...pod, status: podStatusOf(pod, this.situation) });
  }

  private event(text: EventText, at: Date): void {
    const pod = this.pod();
    if (pod) recordEvent(this.world.store, pod, textIn(pod, "spec", "nodeName"), text, at);
  }

  /** The pod as it is now; undefined once it, or the one of this uid, is gone. */
  private pod(): KubeObject | undefined {
    const found = this.world.store.find(pods, this.key.namespace, this.key.name);
    return found?.metadata.uid === this.key.uid ? found : undefined;
  }

  /** Plans for a part of the time that a pod takes to start. */
  private plan(from: Date, part: number, run: (at: Date) => void): void {
    this.after(from, this.world.podStartMs() * part, run);
  }

  private after(from: Date, milliseconds: number, run: (at: Date) => void): void {
    const cancel = this.world.timeline.schedule(from.getTime() + milliseconds, run);
    this.plans = [...this.plans, cancel];
  }

  /** How long until the next attempt: longer each time. */
  private pause(what: keyof typeof this.attempts): number {
    const milliseconds = backOff(this.attempts[what]);
    this.attempts[what] += 1;
    return milliseconds;
  }

  private cancel(): void {
    for (const cancel of this.plans) cancel();
    this.plans = [];
  }

  private address(seed: string, prefix: string): string {
    const byte = (offset: number) =>
      (Number.parseInt(digest(`address ${seed}`, 8).slice(offset, offset + 2), 16) % 250) + 2;
    return prefix.split(".").length === 3 ? `${prefix}.${byte(0)}` : `${prefix}.${byte(0)}.${byte(2)}`;
  }
}

function backOff(attempt: number): number {
  return Math.min(longestRetryMs, retryMs * 2 ** attempt);
}

/** The worker's key of a pod. */
export function keyOfPod(pod: KubeObject) {
  return { namespace: namespaceOf(pod) ?? "default", name: pod.metadata.name, uid: pod.metadata.uid };
}
