import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { KubeConfig } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { type ControlPlaneConnection, connectionOf } from "@/lib/kubernetes/control-plane-connection";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { testWorld } from "@/lib/simulator/testing";
import type { PodManifest } from "./pod-manifest";
import { type KubernetesReader, readerOver } from "./reader";
import type { PodView } from "./views";
import { type KubernetesWriter, writerOver } from "./writer";

const kubeconfig = process.env.DRAWBRIDGE_TEST_KUBECONFIG;
if (!kubeconfig) {
  console.warn(
    "SKIPPED: the Kubernetes client is not tried against a real cluster. DRAWBRIDGE_TEST_KUBECONFIG names no kubeconfig.",
  );
}

/** It prints a line and sleeps; a registry that the cluster can pull from can be given. */
const image = process.env.DRAWBRIDGE_TEST_IMAGE ?? "busybox:1.36";
const key = "iam.gke.io/gcp-service-account";
const value = "runner@corp-data-prod.iam.gserviceaccount.com";
const limit = kubeconfig ? 240_000 : 15_000;

type Cluster = { readonly connection: ControlPlaneConnection; readonly close: () => Promise<void> };

async function simulatedCluster(): Promise<Cluster> {
  const simulator: Simulator = await startSimulator({ worlds: [testWorld("conformance")] });
  const settings = { endpoint: simulator.google, tokenFile: simulator.applierTokenFile };
  const name = { project: "corp-data-prod", location: "europe-west1", cluster: "conformance" };
  const view = await containerReader(settings, googleIdentity(settings)).getCluster(name, 10_000);
  const connection = connectionOf({
    host: view.endpoints.public.address ?? "",
    caCertificate: view.caCertificate ?? undefined,
    proxyUrl: `http://office:x@${simulator.proxy}`,
    token: (await readFile(simulator.applierTokenFile, "utf8")).trim(),
  });
  return { connection, close: () => simulator.close() };
}

async function realCluster(): Promise<Cluster> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig ?? "");
  return { connection: { config, address: undefined }, close: async () => undefined };
}

const clusters = [
  { title: "the simulator", start: simulatedCluster, skip: false },
  { title: "a real cluster", start: realCluster, skip: !kubeconfig },
];

for (const { title, start, skip } of clusters) {
  describe.skipIf(skip)(`the Kubernetes client and ${title}`, { timeout: limit }, () => {
    const namespace = `drawbridge-test-${randomBytes(5).toString("hex")}`;
    let cluster: Cluster;
    let reader: KubernetesReader;
    let writer: KubernetesWriter;
    const signal = () => AbortSignal.timeout(limit);
    const refusal = (call: Promise<unknown>) => call.then(() => "none").catch((error) => error.reason ?? error);

    beforeAll(async () => {
      cluster = await start();
      reader = readerOver(cluster.connection);
      writer = writerOver(cluster.connection);
    });
    afterAll(async () => {
      const left = await reader.namespace(namespace, signal());
      if (left?.phase === "Active") await writer.deleteNamespace(namespace, left.uid, signal());
      await cluster.close();
    });

    const manifest = (name: string, command: readonly string[]): PodManifest => ({
      metadata: { name, labels: { "drawbridge/test": name } },
      spec: {
        serviceAccountName: "runner",
        automountServiceAccountToken: false,
        restartPolicy: "Never",
        activeDeadlineSeconds: 120,
        terminationGracePeriodSeconds: 0,
        containers: [{ name: "main", image, command }],
      },
    });

    async function watchUntil(name: string, done: (pod: PodView) => boolean): Promise<PodView | undefined> {
      let last: PodView | undefined;
      for await (const pod of reader.watchPod(namespace, name, signal())) {
        last = pod;
        if (done(pod)) break;
      }
      return last;
    }

    it("says who asks and what they may", async () => {
      expect((await reader.whoAmI(signal())).username).not.toBe("");
      for (const resource of ["namespaces", "pods"]) {
        expect(await reader.mayI({ verb: "create", resource, namespace: null }, signal())).toBe(true);
      }
    });

    it("makes a namespace once", async () => {
      expect(await reader.namespace(namespace, signal())).toBeUndefined();
      expect(await reader.serviceAccount(namespace, "runner", signal())).toBeUndefined();
      expect(await reader.pods(namespace, {}, signal())).toEqual([]);
      const made = await writer.createNamespace(namespace, signal());
      expect(await reader.namespace(namespace, signal())).toMatchObject({ uid: made.uid, phase: "Active" });
      expect(await refusal(writer.createNamespace(namespace, signal()))).toBe("already-exists");
      const listed = await reader.namespaces(signal());
      expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining(["default", "kube-system", namespace]));
      expect(listed.find(({ name }) => name === namespace)).toMatchObject({ uid: made.uid, phase: "Active" });
    });

    it("makes a service account once, and not in a namespace that is not there", async () => {
      const made = await writer.createServiceAccount(namespace, "runner", signal());
      expect(made).toMatchObject({ name: "runner", namespace, annotations: {}, automountToken: null });
      expect(await reader.serviceAccount(namespace, "runner", signal())).toEqual(made);
      expect(await reader.serviceAccounts(namespace, signal())).toContainEqual(made);
      expect(await reader.serviceAccounts(`${namespace}-x`, signal())).toEqual([]);
      expect(await refusal(writer.createServiceAccount(namespace, "runner", signal()))).toBe("already-exists");
      expect(await refusal(writer.createServiceAccount(`${namespace}-x`, "runner", signal()))).toBe("not-found");
    });

    it("annotates only the version that was read", async () => {
      const before = await reader.serviceAccount(namespace, "runner", signal());
      const version = before?.resourceVersion ?? "";
      const after = await writer.annotate(namespace, "runner", { key, value }, version, signal());
      expect(after).toMatchObject({ uid: before?.uid, annotations: { [key]: value } });
      const other = { key: "drawbridge/test", value: "x" };
      expect(await refusal(writer.annotate(namespace, "runner", other, version, signal()))).toBe("conflict");
      expect(await reader.serviceAccount(namespace, "runner", signal())).toEqual(after);
      const more = await writer.annotate(namespace, "runner", other, after.resourceVersion, signal());
      expect(more.annotations).toEqual({ [key]: value, "drawbridge/test": "x" });
      const gone = await writer.annotate(namespace, "runner", { key, value: null }, more.resourceVersion, signal());
      expect(gone.annotations).toEqual({ "drawbridge/test": "x" });
      expect(await refusal(writer.annotate(namespace, "nobody", { key, value }, "1", signal()))).toBe("not-found");
    });

    it("lists network policies and events where there are none", async () => {
      expect(await reader.networkPolicies(namespace, signal())).toEqual([]);
      expect(await reader.events(namespace, "nothing", signal())).toEqual([]);
    });

    it("runs a pod to its end, watches it, reads and follows its log", async () => {
      const made = await writer.createPod(namespace, manifest("greets", ["echo", "one two"]), signal());
      expect(made).toMatchObject({
        name: "greets",
        serviceAccount: "runner",
        automountToken: false,
        hostNetwork: false,
      });
      expect(await refusal(writer.createPod(namespace, manifest("greets", ["echo"]), signal()))).toBe("already-exists");
      const ended = await watchUntil("greets", ({ phase }) => phase === "Succeeded" || phase === "Failed");
      expect(ended).toMatchObject({ uid: made.uid, phase: "Succeeded", labels: { "drawbridge/test": "greets" } });
      expect(ended?.containers).toMatchObject([
        { name: "main", state: "terminated", exitCode: 0, reason: "Completed" },
      ]);
      for (const follow of [true, false]) {
        const lines: string[] = [];
        for await (const line of reader.log(namespace, "greets", "main", { follow }, signal())) lines.push(line);
        expect(lines).toEqual(["one two"]);
      }
      const events = await reader.events(namespace, "greets", signal());
      expect(events.map(({ reason }) => reason)).toEqual(expect.arrayContaining(["Scheduled", "Started"]));
      const pods = (filter: object) => reader.pods(namespace, filter, signal());
      expect(await pods({ serviceAccount: "runner" })).toMatchObject([{ name: "greets" }]);
      expect(await pods({ labelSelector: "drawbridge/test=greets" })).toMatchObject([{ name: "greets" }]);
      expect(await pods({ serviceAccount: "default" })).toEqual([]);
      expect(await pods({ labelSelector: "drawbridge/test=x" })).toEqual([]);
    });

    it("deletes a pod by its uid only, and the watch ends", async () => {
      const made = await writer.createPod(namespace, manifest("sleeps", ["sleep", "300"]), signal());
      await watchUntil("sleeps", ({ phase }) => phase === "Running");
      expect(await refusal(writer.deletePod(namespace, "sleeps", "0-0", signal()))).toBe("conflict");
      const watching = watchUntil("sleeps", () => false);
      await writer.deletePod(namespace, "sleeps", made.uid, signal());
      expect(await watching).toMatchObject({ uid: made.uid });
      expect(await reader.pod(namespace, "sleeps", signal())).toBeUndefined();
      expect(await refusal(writer.deletePod(namespace, "sleeps", made.uid, signal()))).toBe("not-found");
    });

    it("deletes a service account and the namespace by their uids only", async () => {
      const account = await reader.serviceAccount(namespace, "runner", signal());
      expect(await refusal(writer.deleteServiceAccount(namespace, "runner", "0-0", signal()))).toBe("conflict");
      await writer.deleteServiceAccount(namespace, "runner", account?.uid ?? "", signal());
      expect(await reader.serviceAccount(namespace, "runner", signal())).toBeUndefined();
      const view = await reader.namespace(namespace, signal());
      expect(await refusal(writer.deleteNamespace(namespace, "0-0", signal()))).toBe("conflict");
      await writer.deleteNamespace(namespace, view?.uid ?? "", signal());
      expect((await reader.namespace(namespace, signal()))?.phase ?? "gone").toMatch(/^(Terminating|gone)$/);
    });
  });
}
