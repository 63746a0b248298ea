import { describe, expect, it } from "vitest";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { authPluginMissing } from "./auth-plugin-missing";
import { kubeconfigOf, says } from "./given/testing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return authPluginMissing.evaluate(healthySnapshot(replaced));
}

describe("auth-plugin-missing", () => {
  it("fails when kubectl says that the program was not found, and names it", () => {
    expect(evaluate({ errorText: says("exec-plugin-missing", { plugin: "/opt/sdk/bin/plugin" }) })).toMatchObject({
      status: "fail",
      summary: "kubectl did not find the program /opt/sdk/bin/plugin on its PATH, and has no token to send without it.",
      bases: ["error-text"],
      remedies: [{ id: "install-auth-plugin", params: {} }],
    });
  });

  it("is likely when the program is not there, or cannot be run", () => {
    expect(evaluate({ errorText: says(["exec-plugin-missing", "exec-plugin-failed"]) })).toMatchObject({
      status: "fail",
      certainty: "likely",
      title: "The credential plugin cannot be started",
    });
  });

  it("names the kubeconfig's program when the text does not", () => {
    const kubeconfig = kubeconfigOf({ execCommandBasename: "kubelogin" });
    expect(evaluate({ errorText: says("exec-plugin-missing"), kubeconfig })?.summary).toContain("kubelogin");
  });

  it.each([
    ["no text", { given: false } as const],
    ["a text that leaves it open", says(["exec-plugin-missing", "http-403"])],
    ["a plugin that ran and failed", says("exec-plugin-failed")],
    ["an answer of the server", says("http-403")],
  ])("does not apply to %s", (_, errorText) => {
    expect(evaluate({ errorText, kubeconfig: kubeconfigOf() })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for nothing", () => {
    expect(authPluginMissing.evaluate({ ...healthySnapshot({ cluster: undefined, tcp: undefined }) })).toBeDefined();
  });
});
