import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "no-kubeconfig-context",
  title: "A developer in the office has a kubeconfig, but no current context is set in it.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public", currentContext: null },
    errorText: [
      'E1122 23:29:28.310412   13478 memcache.go:265] "Unhandled Error" err="couldn\'t get current server API group list: Get \\"http://localhost:8080/api?timeout=32s\\": dial tcp 127.0.0.1:8080: connect: connection refused"',
      "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
    ].join("\n"),
  },
  expected: { verdict: "blocked", cause: "no-kubeconfig-context" },
};
