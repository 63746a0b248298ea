import { describe, expect, it } from "vitest";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { kubeconfigOf, says } from "./given/testing";
import { proxyMisconfigured } from "./proxy-misconfigured";

const proxied = kubeconfigOf({ proxyUrl: "http://127.0.0.1:8888" });

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return proxyMisconfigured.evaluate(healthySnapshot(replaced));
}

describe("proxy-misconfigured", () => {
  it.each(["proxy-refused", "proxy-dns", "proxy-timeout", "proxy-not-tls", "proxy-untrusted"] as const)(
    "fails for %s, which names the proxy",
    (cause) => {
      expect(evaluate({ errorText: says(cause, { proxy: "proxy.corp.example:3128" }) })).toMatchObject({
        status: "fail",
        certainty: "certain",
        bases: ["error-text"],
        remedies: [{ id: "correct-proxy", params: { proxy: "proxy.corp.example:3128" } }],
      });
    },
  );

  it("takes the proxy from the kubeconfig when the text names none, and none at all from the environment", () => {
    expect(evaluate({ errorText: says("proxy-refused"), kubeconfig: proxied })?.remedies).toEqual([
      { id: "correct-proxy", params: { proxy: "127.0.0.1:8888" } },
    ]);
    expect(evaluate({ errorText: says("proxy-refused") })?.remedies).toEqual([
      { id: "correct-proxy", params: { proxy: null } },
    ]);
  });

  it.each([
    ["a text that leaves the proxy open", says(["conn-refused", "proxy-refused"])],
    ["a time-out", says(["tcp-timeout", "tls-handshake-timeout", "proxy-timeout", "deadline"])],
    ["a deadline", says("deadline")],
  ])("fails as likely for %s, only when the kubeconfig has a proxy", (_, errorText) => {
    expect(evaluate({ errorText, kubeconfig: proxied })).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["kubeconfig", "error-text"],
    });
    expect(evaluate({ errorText, kubeconfig: kubeconfigOf() })).toMatchObject({ status: "not-applicable" });
  });

  it("does not blame the proxy when the control plane itself was dialled", () => {
    const errorText = says("tcp-timeout", { host: "34.78.1.2", address: "34.78.1.2" });
    expect(evaluate({ errorText, kubeconfig: proxied })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    ["a proxy alone", { given: false } as const],
    ["a proxy and an answer of the server", says("http-401")],
  ])("does not fail for %s", (_, errorText) => {
    expect(evaluate({ errorText, kubeconfig: proxied })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for nothing", () => {
    expect(evaluate({ cluster: undefined, tcp: undefined })).toMatchObject({ status: "not-applicable" });
  });

  it("is the proxy either way when it was not reached, or could not get further", () => {
    expect(evaluate({ errorText: says(["proxy-502", "proxy-timeout"]) })).toMatchObject({
      status: "fail",
      certainty: "likely",
    });
    expect(evaluate({ errorText: says("proxy-502") })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ errorText: says(["conn-refused", "proxy-refused"]) })).toMatchObject({
      status: "not-applicable",
    });
  });
});
