import { expect, it } from "vitest";
import { explain } from "./explain";
import { causesOf } from "./testing";

it.each([
  ["nothing", ""],
  ["white space", " \n\t\r\n "],
  ["prose", "Yesterday it worked, today the connection times out and nobody knows why."],
  [
    "prose with words of errors",
    "The offer was refused. Access was forbidden, the gateway was bad, and the session timed out.",
  ],
  ["one word", "EOF"],
  ["another", "Forbidden"],
  ["a status text", "Bad Gateway"],
  ["code", "if (error.code === 403) throw new Error('Forbidden'); // EOF"],
  ["a manifest", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: worker\n"],
  ["a shell", "bash: kubectl: command not found"],
  ["an unknown error of kubectl", "error: the flux capacitor is drained"],
  [
    "npm",
    "npm error network request to https://registry.npmjs.org/x failed, reason: connect ECONNREFUSED 10.0.0.1:443",
  ],
  [
    "git",
    "fatal: unable to access 'https://github.com/x/y/': Failed to connect to github.com port 443: Connection refused",
  ],
  [
    "docker",
    `Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 10.0.0.53:53: no such host`,
  ],
  [
    "an image pull",
    `Failed to pull image "europe-docker.pkg.dev/p/r/i:1": failed to resolve reference: dial tcp 10.0.0.1:443: i/o timeout`,
  ],
  [
    "a probe",
    `Warning  Unhealthy  10s  kubelet  Readiness probe failed: Get "http://10.4.0.5:8080/healthz": dial tcp 10.4.0.5:8080: connect: connection refused`,
  ],
  [
    "a chart repository",
    `Error: looks like "https://charts.corp.example" is not a valid chart repository or cannot be reached: Get "https://charts.corp.example/index.yaml": dial tcp 10.0.0.9:443: i/o timeout`,
  ],
  ["a database", "2024/01/01 failed to connect: dial tcp 10.0.0.5:5432: connect: connection refused"],
  [
    "a database, Node",
    "Error: connect ECONNREFUSED 127.0.0.1:5432\n    at TCPConnectWrap\n  code: 'ECONNREFUSED',\n  port: 5432",
  ],
  [
    "output beside an unknown error",
    "NAME      STATUS   AGE\nairflow   Active   40d\nerror: the flux capacitor is drained",
  ],
  ["an API server's own trouble", "Error from server: rpc error: dial tcp 10.0.0.5:443: i/o timeout"],
  ["ssh", "ssh: connect to host 10.0.0.5 port 22: Connection timed out"],
  ["a header without rows", "NAME   STATUS   AGE"],
  ["a table of something else", "Name   Status\nfoo    bar"],
])("is honest about %s", (_, text) => {
  expect(explain(text)).toEqual({
    candidates: [expect.objectContaining({ cause: "unknown", remedies: [] })],
    details: {},
    matched: [],
  });
});

it("answers as in a text without it when a foreign line stands after the error", () => {
  expect(
    causesOf(
      "Unable to connect to the server: dial tcp 10.99.0.2:443: i/o timeout\nssh: connect to host 10.0.0.5 port 22: Connection refused",
    ),
  ).toEqual(["tcp-timeout"]);
});
