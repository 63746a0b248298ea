import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { clustersOfWorlds } from "./cluster/simulated-cluster";
import { exportLines, runShell } from "./conformance/shell/testing";
import { type Simulator, startSimulator } from "./simulator";
import { clientOf, testWorld } from "./testing";
import type { PlaceId, World } from "./world";

const worlds: readonly World[] = [
  testWorld("both-endpoints"),
  testWorld("zonal", { base: "zonal-peering" }),
  testWorld("dns-only", { base: "dns-only" }),
  testWorld("dns-closed"),
  testWorld("no-rights", { kubernetes: { status: "forbidden" } }),
  testWorld("login-expired", { kubernetes: { status: "unauthorized" } }),
  testWorld("replaced"),
  testWorld("opened"),
  testWorld("failing"),
  testWorld("refusing"),
];
const [both, zonal, dnsOnly] = clustersOfWorlds(worlds);

const missing = ["gcloud", "kubectl", "gke-gcloud-auth-plugin"].filter(
  (program) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0,
);
if (missing.length > 0) {
  console.warn(`SKIPPED: the conformance tests of the simulator need the real ${missing.join(", ")} on PATH.`);
}

let simulator: Simulator;
/** Its updates last until the clock is moved. */
let slow: Simulator;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "conformance-"));
  simulator = await startSimulator({ worlds, updates: { lifetimeMs: 0 } });
  slow = await startSimulator({ worlds: [testWorld("kept")], updates: { lifetimeMs: 600_000 } });
});
afterAll(async () => {
  await Promise.all([simulator.close(), slow.close()]);
  await rm(home, { recursive: true });
});

/** A shell of a person at a place who pasted the export lines; with a folder of its own, since tests run side by side. */
async function shellAt(place: PlaceId, at = simulator) {
  const folder = await mkdtemp(join(home, "shell-"));
  const exports = `${await exportLines(at, place)}export KUBECONFIG=${folder}/kubeconfig\n`;
  const run = (line: string) => runShell(exports + line, { home: folder });
  const credentials = (name: string, flags = "--location europe-west1") =>
    run(`gcloud container clusters get-credentials ${name} ${flags}`);
  const currentCluster = async (): Promise<{ server: string; "certificate-authority-data"?: string }> => {
    const config = parse(await readFile(join(folder, "kubeconfig"), "utf8"));
    return config.clusters.find((entry: { name: string }) => entry.name === config["current-context"]).cluster;
  };
  return { run, credentials, currentCluster };
}

/** The same token without gke-gcloud-auth-plugin, which starts gcloud for every command. */
const token = '--token="$(cat "$CLOUDSDK_AUTH_ACCESS_TOKEN_FILE")"';
const options = { timeout: 120_000, concurrent: true };

describe.skipIf(missing.length > 0)("real gcloud", options, () => {
  it("lists and describes clusters", async () => {
    const { run } = await shellAt("office");
    const networks = "--format='flattened(masterAuthorizedNetworksConfig.cidrBlocks[])'";
    const [list, described] = await Promise.all([
      run("gcloud container clusters list --format='csv[no-heading](name,zone,status)'"),
      run(`gcloud container clusters describe both-endpoints --location europe-west1 ${networks}`),
    ]);
    expect(list).toMatchObject({ code: 0 });
    expect(list.out).toContain("both-endpoints,europe-west1,RUNNING");
    expect(list.out).toContain("zonal,europe-west1-b,RUNNING");
    expect(described.out).toContain("cidrBlocks[0].displayName: office");
  });

  it("names a cluster that is elsewhere", async () => {
    const { run } = await shellAt("office");
    const { code, err } = await run("gcloud container clusters describe zonal --location europe-west1");
    expect(code).toBe(1);
    expect(err).toContain("Did you mean [zonal] in [europe-west1-b]?");
  });

  it("writes the DNS name with --dns-endpoint", async () => {
    const { credentials, currentCluster } = await shellAt("home");
    expect(await credentials("dns-only", "--location europe-west1 --dns-endpoint")).toMatchObject({ code: 0 });
    expect(await currentCluster()).toEqual({ server: `https://${dnsOnly?.addresses.dns}` });
  });

  it("refuses a closed DNS endpoint", async () => {
    const { credentials } = await shellAt("home");
    const { code, err } = await credentials("dns-closed", "--location europe-west1 --dns-endpoint");
    expect(code).toBe(1);
    expect(err).toContain("allowExternalTraffic is disabled for cluster dns-closed.");
  });
});

describe.skipIf(missing.length > 0)("real gcloud, writing", options, () => {
  const gcloudAt = async (at: Simulator) => {
    const { run } = await shellAt("home", at);
    return (words: string, flags = "") => run(`gcloud container ${words} --location europe-west1 ${flags}`);
  };
  const networks = "--enable-master-authorized-networks --master-authorized-networks";

  it("replaces the list and waits for the operation", async () => {
    const gcloud = await gcloudAt(simulator);
    const { code, err } = await gcloud(`clusters update replaced ${networks} 93.104.77.18/32,203.0.113.0/24`);
    expect(err).toContain("Updating replaced...");
    expect(err).toContain("done.");
    expect(code).toBe(0);
    const format = "--format='flattened(masterAuthorizedNetworksConfig)'";
    expect((await gcloud("clusters describe replaced", format)).out.replace(/ +/g, " ")).toBe(
      [
        "masterAuthorizedNetworksConfig.cidrBlocks[0].cidrBlock: 93.104.77.18/32",
        "masterAuthorizedNetworksConfig.cidrBlocks[1].cidrBlock: 203.0.113.0/24",
        "masterAuthorizedNetworksConfig.enabled: True",
        "masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled: False",
        "masterAuthorizedNetworksConfig.privateEndpointEnforcementEnabled: False",
        "",
      ].join("\n"),
    );
    const history = await clientOf(simulator).history();
    expect(history.find(({ cluster }) => cluster?.endsWith("/replaced"))).toMatchObject({
      identity: "human",
      userAgent: expect.stringContaining("command/gcloud.container.clusters.update"),
      etagSent: null,
      outcome: "accepted",
    });
  });

  it("opens the DNS endpoint, which get-credentials then takes", async () => {
    const gcloud = await gcloudAt(simulator);
    expect(await gcloud("clusters update opened --enable-dns-access")).toMatchObject({ code: 0 });
    const { credentials } = await shellAt("home");
    expect(await credentials("opened", "--location europe-west1 --dns-endpoint")).toMatchObject({ code: 0 });
  });

  it("does not wait with --async; operations are listed, described and waited for; a second update is refused", async () => {
    const gcloud = await gcloudAt(slow);
    expect(await gcloud(`clusters update kept ${networks} 93.104.77.18/32`, "--async")).toMatchObject({ code: 0 });
    const [{ out }, { err }] = await Promise.all([
      gcloud("operations list", "--filter='status=RUNNING OR status=PENDING' --format='value(name)'"),
      gcloud("clusters update kept --enable-dns-access"),
    ]);
    const operation = out.trim();
    expect(operation).toMatch(/^operation-\d+-[0-9a-f-]{36}$/);
    expect(err).toBe(
      `ERROR: (gcloud.container.clusters.update) FAILED_PRECONDITION: Cluster is running incompatible operation ${operation}.\n` +
        "- '@type': type.googleapis.com/google.rpc.ErrorInfo\n  domain: container.googleapis.com\n  reason: CLUSTER_ALREADY_HAS_OPERATION\n",
    );
    const format = "--format='value(operationType,targetLink)'";
    expect((await gcloud(`operations describe ${operation}`, format)).out).toMatch(
      /^UPDATE_CLUSTER\thttps:.*\/123456789012\/locations\/europe-west1\/clusters\/kept\n$/,
    );
    await clientOf(slow).advance(600_000);
    const waited = await gcloud(`operations wait ${operation}`, "--format='value(status)'");
    expect([waited.code, waited.out]).toEqual([0, "DONE\n"]);
  });

  it("prints what an operation failed with, and what Google refuses", async () => {
    const gcloud = await gcloudAt(simulator);
    const cluster = "projects/corp-data-prod/locations/europe-west1/clusters/failing";
    const failure = { kind: "operation-error", message: "It did not work.", match: { cluster } };
    await clientOf(simulator).control("POST", "/update-failures", [failure]);
    const [failed, refused] = await Promise.all([
      gcloud("clusters update failing --no-enable-dns-access"),
      gcloud(`clusters update refusing ${networks} 93.104.77.18`),
    ]);
    expect(failed.code).toBe(1);
    expect(failed.err).toContain("finished with error: It did not work.");
    expect(refused.err).toContain("INVALID_ARGUMENT: Invalid value for");
  });
});

describe.skipIf(missing.length > 0)("real kubectl, with the credentials that gcloud wrote", options, () => {
  it("works at the public endpoint, which is the default", async () => {
    const { run, credentials, currentCluster } = await shellAt("office");
    expect(await credentials("both-endpoints")).toMatchObject({ code: 0 });
    const cluster = await currentCluster();
    expect(cluster.server).toBe(`https://${both?.addresses.public}`);
    const authority = Buffer.from(cluster["certificate-authority-data"] ?? "", "base64").toString();
    expect(authority).toContain("BEGIN CERTIFICATE");
    const { out: namespaces } = await run("kubectl get ns");
    const answers = ["version", "auth can-i list pods", "auth whoami"].map((words) => run(`kubectl ${words} ${token}`));
    const [version, pods, whoami] = (await Promise.all(answers)).map(({ out }) => out);
    expect(namespaces).toMatch(/^NAME +STATUS +AGE\nairflow +Active/);
    expect(version).toContain("Server Version: v1.33.5-gke");
    expect(pods).toBe("yes\n");
    expect(whoami).toContain("ana@corp.example");
  });

  it("works at the private endpoint, by --internal-ip", async () => {
    const { run, credentials, currentCluster } = await shellAt("vm-in-vpc");
    expect(await credentials("zonal", "--internal-ip --zone europe-west1-b")).toMatchObject({ code: 0 });
    expect((await currentCluster()).server).toBe(`https://${zonal?.addresses.private}`);
    expect((await run("kubectl get ns -o name")).out).toContain("namespace/airflow");
  });

  it("works at the DNS endpoint, which is taken by itself where there is no other", async () => {
    const { run, credentials, currentCluster } = await shellAt("home");
    expect(await credentials("dns-only")).toMatchObject({ code: 0 });
    expect(await currentCluster()).toEqual({ server: `https://${dnsOnly?.addresses.dns}` });
    expect((await run("kubectl get ns -o name")).out).toContain("namespace/airflow");
  });

  it("hangs where packets are dropped", async () => {
    const { run, credentials } = await shellAt("cloud-shell");
    await credentials("both-endpoints");
    const { code, err } = await run(`kubectl version --request-timeout=1s ${token}`);
    expect(code).toBe(1);
    expect(err).toMatch(/Client\.Timeout|context deadline exceeded|request canceled/);
  });

  it("prints Kubernetes' own refusals", async () => {
    const { run, credentials } = await shellAt("office");
    await credentials("no-rights");
    const refused = await run(`kubectl get ns ${token}; kubectl auth can-i list pods ${token}`);
    expect(refused.err).toContain('namespaces is forbidden: User "ana@corp.example" cannot list resource "namespaces"');
    expect(refused.out).toContain("no");
  });

  it("prints that a login is over", async () => {
    const { run, credentials } = await shellAt("office");
    await credentials("login-expired");
    expect((await run(`kubectl get ns ${token}`)).err).toMatch(
      /You must be logged in to the server|the server has asked for the client to provide credentials/,
    );
  });
});
