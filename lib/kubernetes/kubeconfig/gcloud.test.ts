import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { mergeKubeconfig } from "./merge";
import { sampleCa } from "./testing";
import { writeKubeconfig } from "./write";

const run = promisify(execFile);
const name = { project: "corp-data-prod", location: "europe-west1", cluster: "analytics-private" };
const dnsHost = "gke-0a1b-123456789012.europe-west1.gke.goog";
const cluster = {
  name: name.cluster,
  zone: name.location,
  location: name.location,
  status: "RUNNING",
  endpoint: "34.78.1.2",
  masterAuth: { clusterCaCertificate: sampleCa },
  privateClusterConfig: { privateEndpoint: "172.16.0.2" },
  controlPlaneEndpointsConfig: {
    dnsEndpointConfig: { endpoint: dnsHost, allowExternalTraffic: true },
    ipEndpointsConfig: { enabled: true },
  },
};

const gcloudVersion = await run("gcloud", ["version", "--format=value(core)"]).then(
  () => true,
  () => false,
);
if (!gcloudVersion)
  process.stderr.write("SKIPPED: gcloud is not installed, so its kubeconfig was not compared with ours.\n");

describe.skipIf(!gcloudVersion)("the kubeconfig of the real gcloud", () => {
  let server: Server;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kubeconfig-"));
    server = createServer((_, response) => {
      response.setHeader("content-type", "application/json").end(JSON.stringify(cluster));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  async function getCredentials(
    flags: readonly string[],
    settings: Record<string, string>,
    before?: string,
  ): Promise<string> {
    const home = await mkdtemp(join(folder, "home-"));
    const file = join(home, "kubeconfig");
    await writeFile(join(home, "token"), "fake");
    if (before !== undefined) await writeFile(file, before);
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      HOME: home,
      KUBECONFIG: file,
      CLOUDSDK_CONFIG: join(home, "gcloud"),
      CLOUDSDK_API_ENDPOINT_OVERRIDES_CONTAINER: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: join(home, "token"),
      CLOUDSDK_CORE_PROJECT: name.project,
      CLOUDSDK_CORE_DISABLE_PROMPTS: "1",
      CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "true",
      CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: "true",
      ...settings,
    };
    await run(
      "gcloud",
      ["container", "clusters", "get-credentials", name.cluster, "--region", name.location, ...flags],
      { env },
    );
    return readFile(file, "utf8");
  }

  it.each<[string, readonly string[], Record<string, string>, string]>([
    ["the public endpoint", [], {}, writeKubeconfig({ name, server: "34.78.1.2", caCertificate: sampleCa })],
    [
      "the private endpoint",
      ["--internal-ip"],
      {},
      writeKubeconfig({ name, server: "172.16.0.2", caCertificate: sampleCa }),
    ],
    ["the DNS endpoint", ["--dns-endpoint"], {}, writeKubeconfig({ name, server: dnsHost })],
    [
      "application default credentials",
      [],
      { CLOUDSDK_CONTAINER_USE_APPLICATION_DEFAULT_CREDENTIALS: "true" },
      writeKubeconfig({
        name,
        server: "34.78.1.2",
        caCertificate: sampleCa,
        plugin: { args: ["--use_application_default_credentials"] },
      }),
    ],
  ])("is the same, byte for byte, for %s", async (_, flags, settings, expected) => {
    expect(await getCredentials(flags, settings)).toBe(expected);
  });

  it("means the same as ours when it is merged into a file", async () => {
    const ours = writeKubeconfig({ name, server: "34.78.1.2", caCertificate: sampleCa });
    const other = writeKubeconfig({
      name: { ...name, cluster: "other" },
      server: "34.78.9.9",
      caCertificate: sampleCa,
    });
    const stale = mergeKubeconfig(other, writeKubeconfig({ name, server: "34.1.1.1" }));
    const before = stale.ok ? `${stale.text}extensions: [{name: x, extension: {a: 1}}]\n` : "";
    const merged = mergeKubeconfig(before, ours);
    expect(merged.ok && parse(merged.text)).toEqual(parse(await getCredentials([], {}, before)));
  });
});
