import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { clustersOfWorlds } from "./cluster/simulated-cluster";
import { runShell, type ShellResult } from "./conformance/shell/testing";
import { type Simulator, startSimulator } from "./simulator";
import { asClusterWorld, type WorkloadWorld } from "./workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./workload-worlds/common";

const dbtImage = "europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9";
const world: WorkloadWorld = {
  name: "kubectl",
  title: "A cluster for the real kubectl.",
  base: "regional-private",
  overlay: { networkPolicy: { enabled: true, provider: "CALICO" } },
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "runner") },
    objects: [
      ...namespaceWithAccount("dbt", "runner", "{gsa}"),
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "deny", namespace: "dbt" },
        spec: { podSelector: { matchLabels: { app: "closed" } }, policyTypes: ["Egress"] },
      },
    ],
    images: [{ image: dbtImage, program: "dbt" }],
  },
  request: { namespace: "dbt", serviceAccount: "runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "reachable", cause: null },
};
const [cluster] = clustersOfWorlds([asClusterWorld(world)].filter((each) => each !== undefined));

const missing = spawnSync("sh", ["-c", "command -v kubectl"]).status !== 0;
if (missing) console.warn("SKIPPED: the conformance tests of the simulated clusters need the real kubectl on PATH.");

let simulator: Simulator;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "conformance-kubectl-"));
  simulator = await startSimulator({ worlds: [], workloadWorlds: [world], updates: { podStartMs: 300 } });
  const response = await fetch(`${simulator.google}v1/${cluster?.key}`, { headers: { authorization: "Bearer t" } });
  const { masterAuth } = (await response.json()) as { masterAuth: { clusterCaCertificate: string } };
  const authority = { "certificate-authority-data": masterAuth.clusterCaCertificate };
  const user = (label: string) => ({ name: label, user: { token: `simulated-token-of-${label}` } });
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: `https://${cluster?.addresses.public}`, ...authority } }],
    users: [user("human"), user("drawbridge-reader")],
    contexts: [
      { name: "human", context: { cluster: "c", user: "human", namespace: "dbt" } },
      { name: "reader", context: { cluster: "c", user: "drawbridge-reader", namespace: "dbt" } },
    ],
    "current-context": "human",
  };
  await writeFile(join(home, "kubeconfig"), stringify(config));
});
afterAll(async () => {
  await simulator.close();
  await rm(home, { recursive: true });
});

/** Runs a command line of kubectl (`k`) as a person in the office does. */
async function run(commandLine: string, input = ""): Promise<ShellResult> {
  const variables = {
    KUBECONFIG: join(home, "kubeconfig"),
    KUBECACHEDIR: join(home, "cache"),
    HTTPS_PROXY: `http://office:x@${simulator.proxy}`,
    NO_PROXY: "",
    no_proxy: "",
  };
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  return runShell(`${exports.join("")}k() { kubectl "$@"; }\n${commandLine}`, { home, input });
}

const pod = (name: string, spec: object, labels: object = {}) =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels },
    spec: { restartPolicy: "Never", serviceAccountName: "runner", ...spec },
  });
const succeeded = "--for=jsonpath='{.status.phase}'=Succeeded --timeout=20s";

describe.skipIf(missing)("real kubectl, on the simulated clusters", { timeout: 60_000 }, () => {
  it("creates, annotates and deletes namespaces and service accounts", async () => {
    const { code, out, err } = await run(
      `set -e; k create namespace trial; k create serviceaccount robot -n trial
      k annotate serviceaccount robot -n trial iam.gke.io/gcp-service-account=a@b
      k get sa -n trial; k get sa robot -n trial -o jsonpath='{.metadata.annotations}'
      k delete sa robot -n trial; k delete namespace trial; k create ns dry --dry-run=server`,
    );
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("namespace/trial created\nserviceaccount/robot created\nserviceaccount/robot annotated\n");
    expect(out).toMatch(/NAME +SECRETS +AGE\ndefault +0 +\d+s\nrobot +0 +\d+s\n/);
    expect(out).toContain('{"iam.gke.io/gcp-service-account":"a@b"}');
    expect(out).toContain(
      'serviceaccount "robot" deleted\nnamespace "trial" deleted\nnamespace/dry created (server dry run)',
    );
  });

  it("runs a pod that asks the metadata server, and shows its log, its events and itself", async () => {
    const url = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default";
    const options = "-sS -H 'Metadata-Flavor: Google'";
    const overrides = `--overrides='{"spec":{"serviceAccountName":"runner"}}'`;
    const { out, err } = await run(
      `k run probe --image=curlimages/curl:8.11.1 --restart=Never ${overrides} -- ${options} ${url}/email --next ${options} -o /dev/null -w '\\ntoken %{http_code}\\n' ${url}/token
      k wait pod/probe ${succeeded}; k logs probe; k get events --field-selector involvedObject.name=probe; k describe pod probe`,
    );
    expect(err).toBe("");
    expect(out).toContain("wi-kubectl@corp-data-prod.iam.gserviceaccount.com\ntoken 200\n");
    expect(out).toMatch(/LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n/);
    expect(out).toMatch(/Normal +Started +pod\/probe +Started container probe/);
    expect(out).toMatch(/Status: +Succeeded/);
    expect(out).toMatch(/Normal +Scheduled +\d+s +default-scheduler +Successfully assigned dbt\/probe to gke-kubectl-/);
  });

  it("applies a manifest, follows its log and watches it", async () => {
    const containers = [{ name: "base", image: dbtImage, args: ["run", "--select", "tag:hourly"] }];
    const { out, err } = await run(
      `cat > pod.json; timeout 12 kubectl get pods -w > watched & watcher=$!
      k apply -f pod.json; k wait pod/dbt-run --for=jsonpath='{.status.containerStatuses[0].started}'=true --timeout=20s > /dev/null
      k logs -f dbt-run; k apply -f pod.json; sed 's/"labels":{}/"labels":{"a":"b"}/' pod.json | k apply -f -
      k get pod dbt-run --show-labels; kill $watcher; cat watched`,
      pod("dbt-run", { containers }),
    );
    expect(err.replace(/^.*Terminated.*\n/m, "")).toBe("");
    expect(out).toMatch(/^pod\/dbt-run created\n\d\d:\d\d:\d\d {2}Running with dbt=1\.9\.4\n/);
    expect(out).toMatch(
      /Done\. PASS=3 WARN=0 ERROR=0 SKIP=0 TOTAL=3\npod\/dbt-run unchanged\npod\/dbt-run configured\n/,
    );
    expect(out).toMatch(/dbt-run +0\/1 +Completed +0 +\d+s +a=b\n/);
    expect(out).toMatch(/dbt-run +0\/1 +ContainerCreating +0 +\d+s[\s\S]*dbt-run +1\/1 +Running +0 +\d+s/);
  });

  it("shows what does not start, and what a network policy keeps out", async () => {
    const container = (image: string, more: object = {}) => ({ containers: [{ name: "base", image, ...more }] });
    const ask = ["-sS", "--connect-timeout", "1", "http://169.254.169.254/"];
    const manifests = [
      pod("no-image", container("nope/nope:1")),
      pod("too-big", container("busybox:1", { resources: { requests: { cpu: "64" } } })),
      pod("closed", container("curlimages/curl:8.11.1", { args: ask }), { app: "closed" }),
      pod("sleeper", container("busybox:1", { args: ["sleep", "600"] })),
    ];
    const { out, err } = await run(
      `k create -f - ; k wait pod/no-image --for=jsonpath='{.status.containerStatuses[0].state.waiting.reason}'=ImagePullBackOff --timeout=20s
      k get pods; k get events --field-selector reason=FailedScheduling; k get networkpolicies; k wait pod/closed --for=jsonpath='{.status.phase}'=Failed --timeout=20s; k logs closed; k delete pod sleeper; k delete pods --all`,
      manifests.join("\n---\n"),
    );
    expect(err).toBe("");
    expect(out).toMatch(/no-image +0\/1 +ImagePullBackOff/);
    expect(out).toMatch(/too-big +0\/1 +Pending/);
    expect(out).toContain("0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available:");
    expect(out).toMatch(/NAME +POD-SELECTOR +AGE\ndeny +app=closed/);
    expect(out).toContain("curl: (28) Connection timed out after 1002 milliseconds\n");
    expect(out).toContain('pod "sleeper" deleted\n');
    expect(out).toContain('pod "too-big" deleted\n');
  });

  it("prints the API server's own refusals", async () => {
    const refusals = await run(
      `k create namespace dbt; k run x -n nope --image=busybox; k run x --image=busybox --overrides='{"spec":{"serviceAccountName":"nope"}}'
      k logs nope; k run x --context=reader --image=busybox; k get pods --context=reader; k auth can-i create pods --context=reader; k auth can-i create pods`,
    );
    expect(refusals.err.split("\n")).toEqual([
      'Error from server (AlreadyExists): namespaces "dbt" already exists',
      'Error from server (NotFound): namespaces "nope" not found',
      'Error from server (Forbidden): pods "x" is forbidden: error looking up service account dbt/nope: serviceaccount "nope" not found',
      'error: error from server (NotFound): pods "nope" not found in namespace "dbt"',
      'Error from server (Forbidden): pods is forbidden: User "drawbridge-reader@corp-data-prod.iam.gserviceaccount.com" cannot create resource "pods" in API group "" in the namespace "dbt": requires one of ["container.pods.create"] permission(s).',
      "No resources found in dbt namespace.",
      "",
    ]);
    expect(refusals.out).toMatch(/^no - .*\nyes\n$/);
  });

  it("sees the objects of the start again after a reset", async () => {
    await run("k create namespace gone");
    await fetch(`${simulator.control}/reset`, { method: "POST" });
    expect((await run("k get ns -o name")).out.split("\n").filter((name) => /gone|dbt/.test(name))).toEqual([
      "namespace/dbt",
    ]);
  });
});
