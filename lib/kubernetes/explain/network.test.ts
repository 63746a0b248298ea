import { describe, expect, it } from "vitest";
import { explain } from "./explain";
import { discoveryLines, itExplains } from "./testing";

const unreachable = "Unable to connect to the server: ";
const waiting =
  "net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)";
const awaiting = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
const canceled = "net/http: request canceled (Client.Timeout exceeded while awaiting headers)";

describe("packets that are dropped", () => {
  itExplains([
    {
      name: "IPv6",
      text: `${unreachable}dial tcp [2600:1900:4000:ab::2]:443: i/o timeout\n`,
      causes: ["tcp-timeout"],
      details: { host: "2600:1900:4000:ab::2", address: "2600:1900:4000:ab::2", port: 443 },
    },
    {
      name: "apply",
      text: `error: error validating "sa.yaml": error validating data: failed to download openapi: Get "https://10.99.0.2/openapi/v2?timeout=32s": dial tcp 10.99.0.2:443: i/o timeout; if you choose to ignore these errors, turn validation off with --validate=false\n`,
      causes: ["tcp-timeout"],
      details: { host: "10.99.0.2", scheme: "https", address: "10.99.0.2" },
    },
    {
      name: "create, by name",
      text: `error: failed to create serviceaccount: Post "https://cp.corp.example:8443/api/v1/namespaces/airflow/serviceaccounts?fieldManager=kubectl-create": dial tcp 172.16.0.2:8443: i/o timeout\n`,
      causes: ["tcp-timeout"],
      details: { host: "cp.corp.example", port: 8443, address: "172.16.0.2" },
    },
    {
      name: "klog before 1.31, no last line",
      text: `E0101 10:00:00.000000    1234 memcache.go:265] couldn't get current server API group list: Get "https://34.78.1.2/api?timeout=32s": dial tcp 34.78.1.2:443: i/o timeout\n`,
      causes: ["tcp-timeout"],
      details: { host: "34.78.1.2" },
    },
    {
      name: "old kubectl: unquoted URL",
      text: `${unreachable}Get https://34.78.1.2/api?timeout=32s: dial tcp 34.78.1.2:443: i/o timeout\n`,
      causes: ["tcp-timeout"],
      details: { host: "34.78.1.2", scheme: "https" },
    },
    {
      name: "the operating system gave up",
      text: `${unreachable}dial tcp 34.78.1.2:443: connect: connection timed out`,
      causes: ["tcp-timeout"],
    },
    {
      name: "macOS",
      text: `${unreachable}dial tcp 34.78.1.2:443: connect: operation timed out`,
      causes: ["tcp-timeout"],
    },
    {
      name: "Windows",
      text: `${unreachable}dial tcp 34.78.1.2:443: connectex: A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond.\r\n`,
      causes: ["tcp-timeout"],
      details: { host: "34.78.1.2", address: "34.78.1.2", port: 443 },
    },
    {
      name: "helm",
      text: `Error: INSTALLATION FAILED: Kubernetes cluster unreachable: Get "https://34.78.1.2/version": dial tcp 34.78.1.2:443: i/o timeout\n`,
      causes: ["tcp-timeout"],
    },
    {
      name: "Terraform's frame",
      text: `╷\n│ Error: Get "https://34.78.1.2/api/v1/namespaces/airflow": dial tcp 34.78.1.2:443: i/o timeout\n│ \n│   with kubernetes_namespace.airflow,\n│   on main.tf line 3\n╵\n`,
      causes: ["tcp-timeout"],
    },
    { name: "only the error", text: "dial tcp 10.99.0.2:443: i/o timeout", causes: ["tcp-timeout"] },
    { name: "only the word", text: "i/o timeout", causes: ["tcp-timeout", "deadline", "dns-timeout"] },
  ]);
});

describe("a client's deadline", () => {
  itExplains([
    {
      name: "still waiting for a connection",
      text: `${unreachable}${waiting}`,
      causes: ["tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "deadline"],
    },
    {
      name: "awaiting headers",
      text: `${unreachable}${canceled}`,
      causes: ["deadline", "tcp-timeout", "tls-handshake-timeout", "proxy-timeout"],
    },
    {
      name: "bare, only the last line",
      text: `${unreachable}context deadline exceeded`,
      causes: ["tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "deadline"],
    },
    {
      name: "the log says more often that there was no connection yet",
      text: `${discoveryLines("https://172.16.0.2/api?timeout=2s", waiting, 3)}${unreachable}${awaiting}`,
      causes: ["tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "deadline"],
    },
    {
      name: "loopback accepts or refuses at once, so the silence came after TCP",
      text: `${discoveryLines("https://127.0.0.1:7009/api?timeout=2s", waiting)}${unreachable}${waiting}`,
      causes: ["tls-handshake-timeout", "tcp-timeout", "proxy-timeout", "deadline"],
    },
    {
      name: "a name may also not have been resolved",
      text: `${discoveryLines("https://gke-0a.europe-west1.gke.goog/api?timeout=2s", waiting)}${unreachable}${waiting}`,
      causes: ["tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "deadline", "dns-timeout"],
    },
    {
      name: "the default of 32 s outlasts dial and TLS: a proxy hangs",
      text: `${discoveryLines("https://172.16.0.2/api?timeout=32s", waiting)}${unreachable}${waiting}`,
      causes: ["proxy-timeout", "deadline", "tcp-timeout", "tls-handshake-timeout"],
    },
    {
      name: "the default of 32 s while awaiting headers: the server hangs",
      text: `${discoveryLines("https://172.16.0.2/api?timeout=32s", canceled)}${unreachable}${canceled}`,
      causes: ["deadline", "proxy-timeout", "tcp-timeout", "tls-handshake-timeout"],
    },
    {
      name: "a proxy in the printed command",
      text: `$ HTTPS_PROXY=http://me:secret@proxy.corp.example:3128 kubectl get ns --request-timeout=2s\n${unreachable}${waiting}`,
      causes: ["proxy-timeout", "tcp-timeout", "tls-handshake-timeout", "deadline"],
      details: { proxy: "proxy.corp.example:3128" },
    },
    {
      name: "-v=6 saw the server answer before",
      text: `I1122 23:30:30.983320   15757 round_trippers.go:560] GET https://172.16.0.2/api?timeout=5s 200 OK in 12 milliseconds\n${unreachable}${waiting}`,
      causes: ["deadline"],
    },
    {
      name: "-v=8 saw TCP connect",
      text: `I1122 23:30:30.983320   15757 round_trippers.go:495] HTTP Trace: Dial to tcp:172.16.0.2:443 succeed\n${unreachable}${waiting}`,
      causes: ["tls-handshake-timeout", "proxy-timeout", "deadline"],
    },
    {
      name: "an explicit timeout in the log",
      text: `${discoveryLines("https://172.16.0.2/api?timeout=31s", "dial tcp 172.16.0.2:443: i/o timeout", 1)}${unreachable}${canceled}`,
      causes: ["tcp-timeout", "deadline", "tls-handshake-timeout", "proxy-timeout"],
    },
    {
      name: "reading the body",
      text: `${unreachable}net/http: request canceled (Client.Timeout exceeded while reading body)`,
      causes: ["deadline"],
    },
  ]);
});

describe("what is advised against silence", () => {
  const remediesFor = (text: string) => explain(text).candidates[0].remedies;
  const silent = (server: string, dialled: string) =>
    `error: Get "https://${server}/api": dial tcp ${dialled}:443: i/o timeout`;

  it("is to allow the network, for an address on the internet", () => {
    expect(remediesFor(silent("34.78.1.2", "34.78.1.2"))).toContain("allow-network");
  });

  it.each([
    ["the DNS endpoint", silent("gke-0a.europe-west1.gke.goog", "142.250.0.1")],
    [
      "the DNS endpoint, with a deadline",
      `${discoveryLines("https://gke-0a.europe-west1.gke.goog/api?timeout=2s", waiting)}${unreachable}${waiting}`,
    ],
    ["this machine itself", silent("127.0.0.1", "127.0.0.1")],
    ["IPv6", silent("cp.corp.example", "[2600:1900::2]")],
    ["IPv6, without its URL", `${unreachable}dial tcp [2600:1900::2]:443: i/o timeout`],
  ])("is never to allow the network, for %s", (_, text) => {
    expect(explain(text).candidates[0].cause).toBe("tcp-timeout");
    expect(
      remediesFor(text).filter((remedy) => remedy.endsWith("-network") && remedy !== "use-private-network"),
    ).toEqual([]);
  });
});
