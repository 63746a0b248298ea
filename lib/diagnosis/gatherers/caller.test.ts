import { describe, expect, it } from "vitest";
import type { FactValues, Vantage } from "@/lib/diagnosis/facts/schema";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { callerGatherer } from "./caller";
import type { Surroundings } from "./surroundings";

const summary = {
  context: "any",
  server: "34.78.1.2",
  caSha256: null,
  execCommandBasename: null,
  proxyUrl: null,
  tlsServerName: null,
};

function callerOf(vantage: Vantage, kubeconfig: FactValues["kubeconfig"], address = "81.92.200.7") {
  const surroundings = { caller: { address, source: "connection" } } as Surroundings;
  const egress = { echoes: [{ echo: "opendns", address: "62.4.5.6" }] };
  return callerGatherer(surroundings, vantage).prepare(healthySnapshot({ kubeconfig, egress }));
}

const direct = { given: true, summary } as const;
const proxied = { given: true, summary: { ...summary, proxyUrl: "socks5://127.0.0.1:1080" } } as const;

describe("the caller that GKE sees", () => {
  it("is the request's own for a browser, and what an echo saw for one on this machine", () => {
    expect(callerOf({ kind: "browser" }, direct)).toMatchObject({ known: { address: "81.92.200.7" } });
    expect(callerOf({ kind: "browser" }, direct, "127.0.0.1")).toMatchObject({ known: { address: "62.4.5.6" } });
  });

  it("is not known when kubectl goes through something else", () => {
    expect(callerOf({ kind: "browser" }, proxied)).toEqual({
      unknown: "not-observable",
      detail: "kubectl goes through the proxy 127.0.0.1:1080, and GKE sees the address it leaves from",
    });
    expect(callerOf({ kind: "browser" }, proxied, "127.0.0.1")).toMatchObject({ unknown: "not-observable" });
  });

  it("is what was typed, and this server's own, whatever the kubeconfig", () => {
    expect(callerOf({ kind: "address", address: "10.1.2.3" }, proxied)).toMatchObject({
      known: { address: "10.1.2.3", scope: "private", source: "typed" },
    });
    expect(callerOf({ kind: "server" }, proxied)).toMatchObject({ known: { address: "62.4.5.6" } });
  });
});
