import { request as httpRequest } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { testWorld } from "@/lib/simulator/testing";

const worlds = [
  testWorld("plain", {
    request: {
      vantage: "browser",
      kubeconfig: { endpoint: "public" },
      errorText: "dial tcp {public}:443: i/o timeout",
    },
  }),
  testWorld("strange", {
    request: {
      vantage: "server",
      kubeconfig: {
        endpoint: "dns",
        server: "https://{private}:8443",
        ca: "other",
        currentContext: null,
        exec: "auth-provider",
        proxyUrl: "http://127.0.0.1:1",
        tlsServerName: "kubernetes",
        context: "mine",
      },
    },
  }),
];

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ worlds });
});
afterEach(() => simulator.close());

const control = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(simulator.control + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as { [key: string]: unknown } };
};
const google = (path = "v1/projects") => fetch(simulator.google + path, { headers: { authorization: "Bearer t" } });

describe("state", () => {
  it("makes each world's request concrete", async () => {
    const { body } = await control("GET", "/state");
    expect(body).toMatchObject({ place: "office", secondEcho: null, faults: [] });
    const [plain, strange] = body.worlds as { cluster: string; request: { kubeconfig: string; errorText: string } }[];
    expect(plain).toMatchObject({
      cluster: "projects/corp-data-prod/locations/europe-west1/clusters/plain",
      request: { vantage: "browser", errorText: "dial tcp 34.78.1.2:443: i/o timeout" },
      expected: { verdict: "reachable", cause: null },
    });
    const name = "gke_corp-data-prod_europe-west1_plain";
    expect(parse(plain?.request.kubeconfig ?? "")).toMatchObject({
      "current-context": name,
      clusters: [{ name, cluster: { server: "https://34.78.1.2", "certificate-authority-data": expect.any(String) } }],
      users: [{ name, user: { exec: { command: "gke-gcloud-auth-plugin" } } }],
    });
    const odd = parse(strange?.request.kubeconfig ?? "");
    expect(odd).not.toHaveProperty("current-context");
    expect(odd).toMatchObject({
      clusters: [
        {
          name: "mine",
          cluster: {
            server: "https://10.132.8.3:8443",
            "proxy-url": "http://127.0.0.1:1",
            "tls-server-name": "kubernetes",
          },
        },
      ],
      users: [{ user: { "auth-provider": { name: "gcp" } } }],
    });
    expect(odd.clusters[0].cluster["certificate-authority-data"]).toMatch(/^LS0t/);
  });

  it("switches the place and goes back at reset", async () => {
    expect((await control("POST", "/place", { place: "home" })).status).toBe(200);
    await control("POST", "/faults", [{ match: {}, status: 500 }]);
    expect((await control("GET", "/state")).body).toMatchObject({ place: "home", faults: [{ status: 500 }] });
    await google();
    await control("POST", "/reset");
    expect((await control("GET", "/state")).body).toMatchObject({ place: "office", faults: [] });
    expect((await control("GET", "/requests")).body).toEqual({ requests: [] });
  });

  it.each([
    ["/place", { place: "moon" }],
    ["/place", undefined],
    ["/faults", [{ match: { pathPattern: "(" } }]],
    ["/faults", [{ match: {}, latency: 3 }]],
    ["/second-echo", { address: "home" }],
    ["/front-door", { target: "https://example.com" }],
  ])("POST %s refuses %j", async (path, body) => {
    const answer = await control("POST", path, body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  });

  it("names what it knows when asked for something else, and answers to loopback names only", async () => {
    expect((await control("GET", "/nope")).body.known).toContain("GET /state");
    const status = await new Promise((resolve) => {
      const request = httpRequest(`${simulator.control}/state`, { headers: { host: "evil.example" } }, (response) => {
        resolve(response.statusCode);
        response.resume();
      });
      request.end();
    });
    expect(status).toBe(421);
  });
});

describe("the request log", () => {
  it("has every request to Google, with the size of its body", async () => {
    await google();
    await fetch(`${simulator.google}v1/x:update`, { method: "PUT", body: "12345" });
    expect((await control("GET", "/requests")).body.requests).toMatchObject([
      { method: "GET", path: "/v1/projects", bodyBytes: 0, time: expect.any(String) },
      { method: "PUT", path: "/v1/x:update", bodyBytes: 5 },
    ]);
  });

  it("keeps the last 1,000", async () => {
    for (let round = 0; round < 20; round += 1)
      await Promise.all(Array.from({ length: 51 }, () => google("ipranges/cloud.json")));
    await google();
    const { requests } = (await control("GET", "/requests")).body as { requests: { path: string }[] };
    expect(requests).toHaveLength(1000);
    expect(requests.at(-1)?.path).toBe("/v1/projects");
  });
});

describe("faults", () => {
  const inject = (...faults: object[]) => control("POST", "/faults", faults);

  it("answer a status with Google's shape or with a given body, as often as asked", async () => {
    await inject(
      { match: { method: "get", pathPattern: "^/v1/projects$" }, status: 429, times: 1 },
      { match: {}, status: 503, body: "<html>", times: 1 },
    );
    expect(await (await google()).json()).toMatchObject({ error: { code: 429, status: "RESOURCE_EXHAUSTED" } });
    const second = await google();
    expect([second.status, await second.text()]).toEqual([503, "<html>"]);
    expect((await google()).status).toBe(200);
  });

  it("delay and break off answers", async () => {
    await inject(
      { match: {}, latencyMs: 60, times: 1 },
      { match: {}, truncate: 10, times: 1 },
      { match: {}, truncate: true },
    );
    const start = performance.now();
    expect((await google()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
    for (let turn = 0; turn < 2; turn += 1)
      await expect(google().then((response) => response.text())).rejects.toThrow();
    await control("DELETE", "/faults");
    expect((await google()).status).toBe(200);
  });

  it("of other hosts leave Google alone", async () => {
    await inject({ match: { host: "proxy" }, latencyMs: 60_000 });
    expect((await google()).status).toBe(200);
  });
});

describe("GET /env", () => {
  it("gives export lines for a place", async () => {
    const text = await (await fetch(`${simulator.control}/env?place=vpn`)).text();
    expect(text).toContain(`export CLOUDSDK_API_ENDPOINT_OVERRIDES_CONTAINER=${simulator.google}\n`);
    expect(text).toContain(`export HTTPS_PROXY=http://vpn:x@${simulator.proxy}\n`);
    expect(text).toContain(`export SSL_CERT_FILE=${simulator.caFile}\n`);
    expect((await fetch(`${simulator.control}/env?place=moon`)).status).toBe(400);
  });
});
