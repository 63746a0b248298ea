import { describe, expect, it } from "vitest";
import { explain } from "./explain";
import { causesOf, discoveryLines, itExplains } from "./testing";

const timeout = "Unable to connect to the server: dial tcp 10.99.0.2:443: i/o timeout\n";
const unauthorized = "error: You must be logged in to the server (Unauthorized)\n";
const table = "NAME          STATUS   AGE\nairflow       Active   40d\n";

describe("commands that worked", () => {
  itExplains([
    { name: "a table", text: table, causes: ["ok"] },
    {
      name: "a table of all namespaces",
      text: "NAMESPACE   NAME       READY   STATUS    RESTARTS   AGE\nairflow     worker-0   1/1     Running   0          3d\n",
      causes: ["ok"],
    },
    {
      name: "gcloud's table",
      text: "NAME               LOCATION      MASTER_VERSION      MASTER_IP  MACHINE_TYPE   NODE_VERSION        NUM_NODES  STATUS\nanalytics-private  europe-west1  1.32.4-gke.1106006  34.78.1.2  e2-standard-4  1.32.4-gke.1106006  2          RUNNING\n",
      causes: ["ok"],
    },
    {
      name: "versions",
      text: "Client Version: v1.32.5\nKustomize Version: v5.5.0\nServer Version: v1.32.4-gke.1106006\n",
      causes: ["ok"],
    },
    { name: "nothing there", text: "No resources found in airflow namespace.\n", causes: ["ok"] },
    { name: "created", text: "serviceaccount/worker created\n", causes: ["ok"] },
    { name: "can-i", text: "yes\n", causes: ["ok"] },
    { name: "readyz", text: "ok", causes: ["ok"] },
    {
      name: "cluster-info, with colours",
      text: "\u001b[0;32mKubernetes control plane\u001b[0m is running at \u001b[0;33mhttps://10.99.0.2\u001b[0m\n\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n",
      causes: ["ok"],
      details: { host: "10.99.0.2", scheme: "https" },
    },
    {
      name: "get-credentials",
      text: "Fetching cluster endpoint and auth data.\nkubeconfig entry generated for analytics-private.\n",
      causes: ["ok"],
      details: { cluster: "analytics-private" },
    },
    {
      name: "contexts",
      text: "CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n*         a      a         a          \n",
      causes: ["ok"],
    },
    {
      name: "an aggregated API is down and the answer came all the same",
      text: `E1122 23:29:28.664442   13478 memcache.go:287] "Unhandled Error" err="couldn't get resource list for metrics.k8s.io/v1beta1: the server is currently unable to handle the request"\n${table}`,
      causes: ["ok"],
    },
    { name: "slow, by time", text: `${table}\nreal\t0m5.341s\nuser\t0m0.061s\nsys\t0m0.020s\n`, causes: ["slow-ok"] },
    {
      name: "quick, by zsh's time",
      text: "apiVersion: v1\nclusters: []\ncontexts: []\ncurrent-context: gke_p-prod_europe-west1_c\nkind: Config\nkubectl config view  0.06s user 0.01s system 97% cpu 0.071 total\n",
      causes: ["ok"],
    },
  ]);
});

describe("several commands in one paste", () => {
  itExplains([
    {
      name: "the last one decides",
      text: `$ kubectl get ns\n${timeout}$ gcloud auth login\n$ kubectl get ns\n${unauthorized}`,
      causes: ["http-401"],
    },
    {
      name: "a success that only wrote a file proves nothing",
      text: `$ kubectl get ns\n${timeout}$ gcloud container clusters get-credentials c --location l\nFetching cluster endpoint and auth data.\nkubeconfig entry generated for c.\n`,
      causes: ["tcp-timeout"],
    },
    {
      name: "a success that reached the server does",
      text: `me@laptop:~$ kubectl get ns\n${timeout}me@laptop:~$ kubectl get ns\n${table}me@laptop:~$ `,
      causes: ["ok"],
    },
    {
      name: "a prompt after the error",
      text: `me@laptop:~/src (main)$ kubectl get ns\n${timeout}me@laptop:~/src (main)$ `,
      causes: ["tcp-timeout"],
    },
    {
      name: "proxy lines of an earlier run do not decide the later",
      text: `$ kubectl get ns\n${discoveryLines("https://172.16.0.2/api?timeout=32s", "proxyconnect tcp: dial tcp 127.0.0.1:3128: connect: connection refused")}$ kubectl version\nThe connection to the server 127.0.0.1:7999 was refused - did you specify the right host or port?\n`,
      causes: ["conn-refused", "proxy-refused"],
    },
    {
      name: "PowerShell",
      text: `PS C:\\Users\\me> kubectl get ns --request-timeout=5s\r\nUnable to connect to the server: net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)\r\n`,
      causes: ["tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "deadline"],
    },
    {
      name: "the context in the command",
      text: `$ kubectl --context=gke_corp-data-prod_europe-west1_analytics get ns\n${timeout}`,
      causes: ["tcp-timeout"],
      details: { project: "corp-data-prod", location: "europe-west1", cluster: "analytics" },
    },
  ]);
});

describe("how texts arrive", () => {
  itExplains([
    {
      name: "wrapped by a mail program",
      text: "Unable to connect to the server: dial tcp 10.99.0.2:443: i/o\ntimeout",
      causes: ["tcp-timeout"],
    },
    { name: "quoted in a mail", text: `> $ kubectl get ns\n> ${timeout}`, causes: ["tcp-timeout"] },
    {
      name: "continuous integration",
      text: `2024-05-01T12:00:00.1234567Z E0501 12:00:00.123456    1792 memcache.go:265] couldn't get current server API group list: Get "https://34.78.1.2/api?timeout=32s": dial tcp 34.78.1.2:443: i/o timeout\n2024-05-01T12:00:01.1234567Z ##[error]Process completed with exit code 1.\n`,
      causes: ["tcp-timeout"],
    },
    {
      name: "a log of a pod with escaped quotes",
      text: `{"level":"error","error":"Get \\"https://10.0.0.2:443/api/v1/namespaces\\": dial tcp 10.0.0.2:443: i/o timeout"}`,
      causes: ["tcp-timeout"],
      details: { host: "10.0.0.2", port: 443 },
    },
    {
      name: "typographic quotes",
      text: "error: Get “https://10.0.0.2/api”: dial tcp 10.0.0.2:443: connect: connection refused",
      causes: ["conn-refused"],
    },
    {
      name: "the log block was not copied to its end",
      text: `E1122 23:29:29.170848   13540 memcache.go:265] "Unhandled Error" err=<\n\tcouldn't get current server API group list: Get "https://127.0.0.1:7001/api?timeout=32s": getting credentials: exec: executable gke-gcloud-auth-plugin not found\n`,
      causes: ["exec-plugin-missing"],
    },
    {
      name: "more fields after the error",
      text: `E1122 23:29:29.170848   13540 memcache.go:265] "Unhandled Error" err="couldn't get current server API group list: Get \\"https://10.0.0.2/api\\": EOF" logger="UnhandledError"\n`,
      causes: ["tls-eof", "http-eof"],
    },
  ]);

  it("marks what it recognised, in the text as it was given", () => {
    const text =
      "\u001b[31mUnable to connect\u001b[0m to the server: \u001b[1mdial tcp 10.99.0.2:443\u001b[0m: i/o timeout\r\n";
    const spans = explain(text).matched;
    expect(spans).toHaveLength(1);
    expect(text.slice(spans[0]?.start, spans[0]?.end)).toBe("dial tcp 10.99.0.2:443\u001b[0m: i/o timeout");
  });

  it("marks inside a quoted log line", () => {
    const text = discoveryLines(
      "https://10.0.0.2/api",
      "tls: failed to verify certificate: x509: certificate signed by unknown authority",
      1,
    );
    const [span] = explain(text).matched;
    expect(text.slice(span?.start, span?.end)).toBe("x509: certificate signed by unknown authority");
  });

  it("reads the end of a text that is longer than the limit", () => {
    expect(causesOf(`${"x".repeat(300_000)}\n${timeout}`)).toEqual(["tcp-timeout"]);
    expect(causesOf(`${timeout}${"x".repeat(300_000)}`)).toEqual(["unknown"]);
  });
});
