import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "proxy-misconfigured",
  title: "The kubeconfig goes through a tunnel to a bastion, and the tunnel is not running.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public", proxyUrl: "http://127.0.0.1:8888" },
    errorText: [
      'E1122 23:31:02.765107   17149 memcache.go:265] "Unhandled Error" err="couldn\'t get current server API group list: Get \\"https://{public}/api?timeout=32s\\": proxyconnect tcp: dial tcp 127.0.0.1:8888: connect: connection refused"',
      "The connection to the server {public} was refused - did you specify the right host or port?",
    ].join("\n"),
  },
  expected: { verdict: "blocked", cause: "proxy-misconfigured" },
};
