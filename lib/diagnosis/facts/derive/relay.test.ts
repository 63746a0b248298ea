import { expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";
import { relayOf } from "./relay";

function kubeconfigFor(server: string | null, proxyUrl: string | null = null): FactValues["kubeconfig"] {
  const login = { context: "any", caSha256: null, execCommandBasename: null, tlsServerName: null };
  return { given: true, summary: { ...login, server, proxyUrl } };
}

function textThatNames(details: ErrorDetails): FactValues["errorText"] {
  return { given: true, causes: [{ cause: "tcp-timeout", title: "", decidedBy: null }], details };
}

const nothing = { given: false } as const;

it.each([
  { server: "34.78.1.2", proxyUrl: null, relay: undefined },
  { server: "172.16.0.2", proxyUrl: "socks5://127.0.0.1:1080", relay: "the proxy 127.0.0.1:1080" },
  { server: "127.0.0.1:8443", proxyUrl: null, relay: "the tunnel at 127.0.0.1:8443" },
  { server: "localhost:8443", proxyUrl: null, relay: "the tunnel at localhost:8443" },
  { server: "kubernetes.corp.example:6443", proxyUrl: null, relay: "kubernetes.corp.example" },
  { server: "gke-0a1b-1.europe-west1.gke.goog", proxyUrl: null, relay: undefined },
  { server: null, proxyUrl: null, relay: undefined },
])("goes by $relay to $server", ({ server, proxyUrl, relay }) => {
  expect(relayOf({ kubeconfig: kubeconfigFor(server, proxyUrl), errorText: nothing })).toBe(relay);
});

it("is told by the error text too", () => {
  const errorText = textThatNames({ host: "34.78.1.2", proxy: "10.1.1.1:3128" });
  expect(relayOf({ kubeconfig: nothing, errorText })).toBe("the proxy 10.1.1.1:3128");
  expect(relayOf({ kubeconfig: nothing, errorText: nothing })).toBeUndefined();
});

it.each([
  { details: { host: "127.0.0.1", port: 8443 }, relay: "the tunnel at 127.0.0.1:8443" },
  { details: { host: "::1", port: 8443 }, relay: "the tunnel at [::1]:8443" },
  { details: { host: "localhost", port: 8080 }, relay: undefined },
  { details: { host: "localhost" }, relay: undefined },
  { details: { host: "34.78.1.2", port: 443 }, relay: undefined },
])("is $relay for a text that names $details", ({ details, relay }) => {
  expect(relayOf({ kubeconfig: nothing, errorText: textThatNames(details) })).toBe(relay);
});

it("is a proxy without a name where the text is surely a proxy's", () => {
  const errorText = {
    ...textThatNames({ host: "34.78.1.2" }),
    causes: [{ cause: "proxy-407", title: "", decidedBy: null }],
  };
  expect(relayOf({ kubeconfig: nothing, errorText: errorText as FactValues["errorText"] })).toBe("a proxy");
});

it("is none when the text shows that the server itself was dialled", () => {
  const kubeconfig = kubeconfigFor("34.78.1.2", "http://10.1.1.1:3128");
  expect(relayOf({ kubeconfig, errorText: textThatNames({ address: "34.78.1.2" }) })).toBeUndefined();
  expect(relayOf({ kubeconfig, errorText: textThatNames({ address: "127.0.0.1" }) })).toBe("the proxy 10.1.1.1:3128");
});
