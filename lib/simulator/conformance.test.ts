import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { clustersOfWorlds } from "./cluster/simulated-cluster";
import { type Simulator, startSimulator } from "./simulator";
import { testWorld } from "./testing";
import type { PlaceId, World } from "./world";

const worlds: readonly World[] = [
  testWorld("both-endpoints"),
  testWorld("zonal", { base: "zonal-peering" }),
  testWorld("dns-only", { base: "dns-only" }),
  testWorld("dns-closed"),
  testWorld("no-rights", { kubernetes: { status: "forbidden" } }),
  testWorld("login-expired", { kubernetes: { status: "unauthorized" } }),
  testWorld("updated"),
  testWorld("kept"),
];
const [both, zonal, dnsOnly] = clustersOfWorlds(worlds);

const missing = ["gcloud", "kubectl", "gke-gcloud-auth-plugin"].filter(
  (program) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0,
);
if (missing.length > 0) {
  console.warn(`SKIPPED: the conformance tests of the simulator need the real ${missing.join(", ")} on PATH.`);
}

type Result = { readonly code: number; readonly out: string; readonly err: string };

let simulator: Simulator;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "conformance-"));
  simulator = await startSimulator({ worlds });
});
afterAll(async () => {
  await simulator.close();
  await rm(home, { recursive: true });
});

/** Runs a command line the way a person does who pasted the export lines. */
async function run(place: PlaceId, commandLine: string): Promise<Result> {
  const exports = await (await fetch(`${simulator.control}/env?place=${place}`)).text();
  const child = spawn("sh", ["-c", `${exports}${commandLine}`], { env: { ...process.env, HOME: home } });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    err += String(chunk);
  });
  const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? -1)));
  return { code, out, err };
}

const credentials = (place: PlaceId, name: string, flags = "--location europe-west1") =>
  run(place, `gcloud container clusters get-credentials ${name} ${flags}`);

async function currentCluster(place: PlaceId): Promise<{ server: string; "certificate-authority-data"?: string }> {
  const folder = simulator.tokenFile.replace(/token$/, "");
  const config = parse(await readFile(join(folder, place, "kubeconfig"), "utf8"));
  const named = config.clusters.find((entry: { name: string }) => entry.name === config["current-context"]);
  return named.cluster;
}

describe.skipIf(missing.length > 0)("real gcloud", { timeout: 120_000 }, () => {
  it("lists and describes clusters", async () => {
    const list = await run("office", "gcloud container clusters list --format='csv[no-heading](name,zone,status)'");
    expect(list).toMatchObject({ code: 0 });
    expect(list.out).toContain("both-endpoints,europe-west1,RUNNING");
    expect(list.out).toContain("zonal,europe-west1-b,RUNNING");
    const networks = "--format='flattened(masterAuthorizedNetworksConfig.cidrBlocks[])'";
    const described = await run(
      "office",
      `gcloud container clusters describe both-endpoints --location europe-west1 ${networks}`,
    );
    expect(described.out).toContain("cidrBlocks[0].displayName: office");
  });

  it("names a cluster that is elsewhere", async () => {
    const { code, err } = await run("office", "gcloud container clusters describe zonal --location europe-west1");
    expect(code).toBe(1);
    expect(err).toContain("Did you mean [zonal] in [europe-west1-b]?");
  });

  it("writes the public address by default", async () => {
    expect(await credentials("office", "both-endpoints")).toMatchObject({ code: 0 });
    const cluster = await currentCluster("office");
    expect(cluster.server).toBe(`https://${both?.addresses.public}`);
    expect(Buffer.from(cluster["certificate-authority-data"] ?? "", "base64").toString()).toContain(
      "BEGIN CERTIFICATE",
    );
  });

  it("writes the private address with --internal-ip", async () => {
    expect(await credentials("vm-in-vpc", "zonal", "--internal-ip --zone europe-west1-b")).toMatchObject({ code: 0 });
    expect((await currentCluster("vm-in-vpc")).server).toBe(`https://${zonal?.addresses.private}`);
  });

  it("writes the DNS name with --dns-endpoint, and by itself when there is no IP endpoint", async () => {
    for (const flags of ["--location europe-west1 --dns-endpoint", "--location europe-west1"]) {
      expect(await credentials("home", "dns-only", flags)).toMatchObject({ code: 0 });
      const cluster = await currentCluster("home");
      expect(cluster).toEqual({ server: `https://${dnsOnly?.addresses.dns}` });
    }
  });

  it("refuses a closed DNS endpoint", async () => {
    const { code, err } = await credentials("home", "dns-closed", "--location europe-west1 --dns-endpoint");
    expect(code).toBe(1);
    expect(err).toContain("allowExternalTraffic is disabled for cluster dns-closed.");
  });
});

describe.skipIf(missing.length > 0)("real gcloud, writing", { timeout: 120_000 }, () => {
  const gcloud = (words: string, flags = "") =>
    run("home", `gcloud container ${words} --location europe-west1 ${flags}`);
  const lifetime = (lifetimeMs: number) =>
    fetch(`${simulator.control}/updates`, { method: "POST", body: JSON.stringify({ lifetimeMs }) });
  const networks = "--enable-master-authorized-networks --master-authorized-networks";

  it("replaces the list and waits for the operation", async () => {
    await lifetime(0);
    const { code, err } = await gcloud(`clusters update updated ${networks} 93.104.77.18/32,203.0.113.0/24`);
    expect(err).toContain("Updating updated...");
    expect(err).toContain("done.");
    expect(code).toBe(0);
    const format = "--format='flattened(masterAuthorizedNetworksConfig)'";
    expect((await gcloud("clusters describe updated", format)).out.replace(/ +/g, " ")).toBe(
      [
        "masterAuthorizedNetworksConfig.cidrBlocks[0].cidrBlock: 93.104.77.18/32",
        "masterAuthorizedNetworksConfig.cidrBlocks[1].cidrBlock: 203.0.113.0/24",
        "masterAuthorizedNetworksConfig.enabled: True",
        "masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled: False",
        "masterAuthorizedNetworksConfig.privateEndpointEnforcementEnabled: False",
        "",
      ].join("\n"),
    );
    const { history } = (await (await fetch(`${simulator.control}/history`)).json()) as { history: object[] };
    expect(history.at(-1)).toMatchObject({
      identity: "human",
      userAgent: expect.stringContaining("command/gcloud.container.clusters.update"),
      etagSent: null,
      outcome: "accepted",
    });
  });

  it("opens the DNS endpoint, which get-credentials then takes", async () => {
    await lifetime(0);
    expect(await gcloud("clusters update updated --enable-dns-access")).toMatchObject({ code: 0 });
    expect(await credentials("home", "updated", "--location europe-west1 --dns-endpoint")).toMatchObject({ code: 0 });
  });

  it("does not wait with --async; operations are listed, described and waited for; a second update is refused", async () => {
    await lifetime(600_000);
    expect(await gcloud(`clusters update kept ${networks} 93.104.77.18/32`, "--async")).toMatchObject({ code: 0 });
    const { out } = await gcloud(
      "operations list",
      "--filter='status=RUNNING OR status=PENDING' --format='value(name)'",
    );
    const operation = out.trim();
    expect(operation).toMatch(/^operation-\d+-[0-9a-f-]{36}$/);
    expect((await gcloud("clusters update kept --enable-dns-access")).err).toBe(
      `ERROR: (gcloud.container.clusters.update) FAILED_PRECONDITION: Cluster is running incompatible operation ${operation}.\n` +
        "- '@type': type.googleapis.com/google.rpc.ErrorInfo\n  domain: container.googleapis.com\n  reason: CLUSTER_ALREADY_HAS_OPERATION\n",
    );
    const described = await gcloud(`operations describe ${operation}`, "--format='value(operationType,targetLink)'");
    expect(described.out).toMatch(
      /^UPDATE_CLUSTER\thttps:.*\/123456789012\/locations\/europe-west1\/clusters\/kept\n$/,
    );
    await fetch(`${simulator.control}/clock`, { method: "POST", body: JSON.stringify({ advanceMs: 600_000 }) });
    const waited = await gcloud(`operations wait ${operation}`, "--format='value(status)'");
    expect([waited.code, waited.out]).toEqual([0, "DONE\n"]);
  });

  it("prints what an operation failed with, and what Google refuses", async () => {
    await lifetime(0);
    const failures = [{ kind: "operation-error", message: "It did not work." }];
    await fetch(`${simulator.control}/update-failures`, { method: "POST", body: JSON.stringify(failures) });
    const failed = await gcloud("clusters update updated --no-enable-dns-access");
    expect(failed.code).toBe(1);
    expect(failed.err).toContain("finished with error: It did not work.");
    const refused = await gcloud(`clusters update updated ${networks} 93.104.77.18`);
    expect(refused.err).toContain("INVALID_ARGUMENT: Invalid value for");
  });
});

describe.skipIf(missing.length > 0)(
  "real kubectl, with the credentials that gcloud wrote",
  { timeout: 120_000 },
  () => {
    it("works at the public endpoint", async () => {
      await credentials("office", "both-endpoints");
      expect((await run("office", "kubectl get ns")).out).toMatch(/^NAME +STATUS +AGE\nairflow +Active/);
      expect((await run("office", "kubectl version")).out).toContain("Server Version: v1.33.5-gke");
      expect((await run("office", "kubectl auth can-i list pods")).out).toBe("yes\n");
      expect((await run("office", "kubectl auth whoami")).out).toContain("ana@corp.example");
    });

    it("works at the private and the DNS endpoint", async () => {
      await credentials("vm-in-vpc", "zonal", "--internal-ip --zone europe-west1-b");
      expect((await run("vm-in-vpc", "kubectl get ns -o name")).out).toContain("namespace/airflow");
      await credentials("home", "dns-only");
      expect((await run("home", "kubectl get ns -o name")).out).toContain("namespace/airflow");
    });

    it("hangs where packets are dropped", async () => {
      await credentials("cloud-shell", "both-endpoints");
      const { code, err } = await run("cloud-shell", "kubectl version --request-timeout=1s");
      expect(code).toBe(1);
      expect(err).toMatch(/Client\.Timeout|context deadline exceeded|request canceled/);
    });

    it("prints Kubernetes' own refusals", async () => {
      await credentials("office", "no-rights");
      const refused = await run("office", "kubectl get ns; kubectl auth can-i list pods");
      expect(refused.err).toContain(
        'namespaces is forbidden: User "ana@corp.example" cannot list resource "namespaces"',
      );
      expect(refused.out).toContain("no");
      await credentials("office", "login-expired");
      const { err } = await run("office", "kubectl get ns");
      expect(err).toMatch(
        /You must be logged in to the server|the server has asked for the client to provide credentials/,
      );
    });
  },
);
