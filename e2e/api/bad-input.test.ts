import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { clusterOf } from "../support/clusters";
import { type Asked, ask, expectProblem, post } from "../support/http";
import { behindTheFrontDoor } from "../support/people";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
/** The product itself, behind the load balancer, and what that adds to a request of Ana. */
let product: string;
let ana: Readonly<Record<string, string>>;

beforeAll(async () => {
  sandbox = await startSandbox();
  const { url, headersOf } = await behindTheFrontDoor(sandbox);
  product = url;
  ana = await headersOf("ana");
  /* The first diagnosis of a process loads what later ones have. */
  await post(sandbox.url, "/api/diagnoses", { cluster: clusterOf("healthy-public"), vantage: { kind: "browser" } });
});
afterAll(() => sandbox?.close());

afterEach(async () => {
  expect((await ask(sandbox.url, {})).text).toBe('{"status":"ok"}');
});

const diagnoses = "/api/diagnoses";
const good = { cluster: clusterOf("healthy-public"), vantage: { kind: "browser" } };
const goodText = JSON.stringify(good);
const withText = (given: string) => goodText.replace(/^\{/, `{${given},`);
const typed = (address: unknown) => ({ ...good, vantage: { kind: "address", address } });

const kubeconfig = `apiVersion: v1\nkind: Config\nusers:\n- name: me\n  user:\n    token: canary-of-a-token\n`;
const bomb = `a: &a ["x","x"]\n${"bcdefghij".replace(/./g, (name, at: number) => `${name}: &${name} [*${"abcdefghij"[at]},*${"abcdefghij"[at]}]\n`)}`;

describe("bodies", () => {
  const bodies: [what: string, body: unknown, status: number, words?: RegExp][] = [
    ["an unknown cluster", { ...good, cluster: clusterOf("nowhere") }, 404, /no cluster nowhere in europe-west1/],
    ["a project that is not configured", { ...good, cluster: "projects/other-corp/locations/x/clusters/c" }, 404],
    ["a cluster's bare name", { ...good, cluster: "healthy-public" }, 400, /projects\/PROJECT\/locations/],
    ["a cluster's name with a path", { ...good, cluster: `${clusterOf("healthy-public")}/../x` }, 400],
    ["a cluster that is a number", { ...good, cluster: 7 }, 400],
    ["no vantage", { cluster: good.cluster }, 400, /"kind":"browser"/],
    ["an unknown vantage", { ...good, vantage: { kind: "moon" } }, 400],
    ["a prefix past 32", typed("198.51.100.0/33"), 400, /not an IPv4 address, an IPv6 address or a CIDR/],
    ["an octal address", typed("010.0.0.1"), 400],
    ["an address with a zone", typed("fe80::1%eth0"), 400],
    ["an address with a port", typed("198.51.100.7:443"), 400],
    ["an address that is a list", typed(["198.51.100.7"]), 400],
    ["an unknown endpoint", { ...good, endpoint: "secret" }, 400],
    [
      "a raw kubeconfig",
      { ...good, kubeconfig },
      400,
      /kubeconfig: must be the summary .* never the kubeconfig itself/,
    ],
    ["a kubeconfig as an object", { ...good, kubeconfig: { kind: "Config", users: [] } }, 400, /must be the summary/],
    ["a YAML bomb", { ...good, kubeconfig: bomb }, 400, /must be the summary/],
    [
      "a token as the context",
      { ...good, kubeconfig: { ...emptySummary(), context: "ya29.canary" } },
      400,
      /credential/,
    ],
    ["an error text that is too long", { ...good, errorText: "x".repeat(65_537) }, 400, /65536 characters/],
    ["a NUL in the text", { ...good, errorText: "i/o\u0000timeout" }, 400, /NUL/],
    ["an unknown field", { ...good, dryRun: true }, 400],
    ["a list", [good], 400],
    ["null", "null", 400],
    ["nothing", "", 400, /not JSON/],
    ["no JSON", "cluster=x", 400, /not JSON/],
    ["bytes", Uint8Array.of(0, 1, 2, 0xff, 0xfe), 400, /not UTF-8/],
    ["raw NUL bytes", Buffer.concat([Buffer.from(goodText), Buffer.alloc(9)]), 400, /not JSON/],
    ["UTF-8 that is cut off", Buffer.from(JSON.stringify({ errorText: "ä" })).subarray(0, 15), 400, /not UTF-8/],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0), 400],
    ["lists in lists that never end", "[".repeat(200_000), 400, /not JSON/],
    ["objects in objects", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`, 400, /nested/],
    ["__proto__", withText('"__proto__":{"cluster":"x"}'), 400],
    ["constructor", withText('"constructor":{"prototype":{"x":1}}'), 400],
    ["10 MB", Buffer.alloc(10_000_000, "a"), 413, /512 KiB/],
  ];

  it.each(bodies)("%s", async (_what, body, status, words = /./) => {
    const answer = await post(sandbox.url, diagnoses, body);
    expect(expectProblem(answer, status).detail).toMatch(words);
    expect(answer.text).not.toMatch(/canary|x{100}/);
    expect(answer.text.length).toBeLessThan(1_000);
    expect(answer.milliseconds).toBeLessThan(5_000);
  });

  it("takes what is odd and yet right", async () => {
    for (const body of [typed("2001:db8::7"), typed("198.51.100.7/32"), { ...good, errorText: "" }]) {
      const { status, text: lines } = await post(sandbox.url, diagnoses, body);
      expect(status, lines).toBe(200);
    }
    const lines = (await post(sandbox.url, diagnoses, typed("2001:db8::7"))).text;
    expect(lines).toContain('"cause":"caller-address-family"');
  });

  it("refuses a body that grows past the limit without waiting for its end", async () => {
    const { port } = new URL(product);
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => undefined);
    const identified = Object.entries(ana).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `POST ${diagnoses} HTTP/1.1\r\n${identified.join("")}Transfer-Encoding: chunked\r\n\r\n`;
    socket.write(`${head}${(600 * 1024).toString(16)}\r\n${"a".repeat(600 * 1024)}\r\n`);
    const [first] = await new Promise<[string]>((resolve) => socket.once("data", (data) => resolve([data.toString()])));
    expect(first).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it("plans nothing for parameters that are nested without end", async () => {
    const params = `{"x":${"[".repeat(7_000)}${"]".repeat(7_000)}}`;
    const body = `{"diagnosis":"aaaaaaaaaaaaaaaaaaaaaa","remedy":{"id":"allow-network","params":${params}}}`;
    expectProblem(await post(sandbox.url, "/api/plans", body), 400);
  });
});

describe("headers, methods and addresses", () => {
  const mutation = { method: "POST", path: "/api/sandbox/place", body: { place: "home" } };
  const diagnosis = { method: "POST", path: diagnoses, body: good };
  const requests: readonly (readonly [string, Asked, number])[] = [
    ["another Host", rebound({}), 403],
    ["a Host that only begins well", rebound({ host: "localhost.example:3000" }), 403],
    ["this machine's name on another port", rebound({ host: "localhost:1" }), 403],
    ["another Host, with Next's own bypass header", rebound({ "x-middleware-subrequest": "proxy:proxy:proxy" }), 403],
    ["another Host, with a forwarded one", rebound({ "x-forwarded-host": "localhost" }), 403],
    ["a page of another origin", { ...diagnosis, headers: { origin: "https://evil.example" } }, 403],
    ["a page of another port", { ...diagnosis, headers: { origin: "http://localhost:1" } }, 403],
    ["an opaque origin", { ...diagnosis, headers: { origin: "null" } }, 403],
    ["a page of another site", { ...diagnosis, headers: { "sec-fetch-site": "cross-site" } }, 403],
    ["a page of the same site", { ...diagnosis, headers: { "sec-fetch-site": "same-site" } }, 403],
    ["a change without our header", mutation, 403],
    ["a change with our header and another origin", withOurHeader({ origin: "https://evil.example" }), 403],
    ["PUT", { method: "PUT", path: diagnoses }, 405],
    ["DELETE", { method: "DELETE", path: "/api/caller" }, 405],
    ["GET where only POST is", { path: "/api/plans" }, 405],
    ["TRACE", { method: "TRACE", path: diagnoses }, 405],
    ["an address of nothing", { path: "/api/nothing" }, 404],
    ["an address below a diagnosis", { path: "/api/diagnoses/a/b" }, 404],
    ["a damaged id", { path: "/api/diagnoses/%00" }, 404],
    ["an id that climbs", { path: "/api/diagnoses/..%2f..%2fetc%2fpasswd" }, 404],
    ["damaged encoding", { path: "/api/diagnoses/%E0%A4%A" }, 400],
    ["an absolute address", { path: "http://evil.example/api/healthz" }, 400],
    ["an address without a scheme", { path: "//evil.example/api/healthz" }, 400],
  ];

  function rebound(headers: Readonly<Record<string, string>>): Asked {
    return { path: "/api/caller", headers: { host: "drawbridge.example", ...headers } };
  }

  function withOurHeader(headers: Readonly<Record<string, string>>): Asked {
    return { ...mutation, headers: { "x-drawbridge": "1", ...headers } };
  }

  it.each(requests)("%s", async (_, asked, status) => {
    expect(expectProblem(await askAsAna(asked), status).detail).not.toContain("evil");
  });

  function askAsAna(asked: Asked) {
    return ask(product, { ...asked, headers: { ...ana, ...asked.headers } });
  }

  it("says which methods there are", async () => {
    expect((await askAsAna({ method: "PUT", path: diagnoses })).headers.allow).toBe("POST, GET");
  });

  it.each(["/", "/history", "/diagnoses/aaaaaaaaaaaaaaaaaaaaaa", "/_next/image"])(
    "shows %s to no other Host: pages hold reports",
    async (path) => {
      expectProblem(await askAsAna({ path, headers: { host: "drawbridge.example" } }), 403);
    },
  );

  it.each([
    ["headers of 20 kB", `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
    ["no HTTP", "EHLO mail.example\r\n\r\n", 400],
    ["two lengths", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", 400],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
  ])("%s", async (_, bytes, status) => {
    const socket = connect(Number(new URL(product).port), "127.0.0.1");
    socket.write(bytes);
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    if (status === 431) expect(answer).toMatch(/application\/problem\+json[\s\S]*"status":431/);
  });
});

function emptySummary() {
  return {
    context: null,
    server: null,
    caSha256: null,
    execCommandBasename: null,
    proxyUrl: null,
    tlsServerName: null,
  };
}
