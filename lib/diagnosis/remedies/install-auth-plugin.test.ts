import { expect, it } from "vitest";
import { says } from "@/lib/diagnosis/checks/given/testing";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { installAuthPlugin } from "./install-auth-plugin";

it("installs the plugin with gcloud, and names the package of apt", () => {
  const plan = installAuthPlugin.propose(healthySnapshot(), {});
  expect(plan).toMatchObject({ commands: { gcloud: "gcloud components install gke-gcloud-auth-plugin" } });
  expect(JSON.stringify(plan)).toContain("apt-get install google-cloud-cli-gke-gcloud-auth-plugin");
});

it("warns when kubectl looked for another program", () => {
  const another = says("exec-plugin-missing", { plugin: "/old/sdk/plugin" });
  const usual = says("exec-plugin-missing", { plugin: "gke-gcloud-auth-plugin" });
  expect(JSON.stringify(installAuthPlugin.propose(healthySnapshot({ errorText: another }), {}))).toContain(
    "kubectl looked for /old/sdk/plugin",
  );
  expect(JSON.stringify(installAuthPlugin.propose(healthySnapshot({ errorText: usual }), {}))).not.toContain(
    "kubectl looked for",
  );
});
