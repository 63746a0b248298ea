import { expect, it } from "vitest";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { logIn } from "./log-in";

it("drops the plugin's old token too", () => {
  expect(logIn.propose(healthySnapshot(), {})).toMatchObject({
    risk: "none",
    commands: { gcloud: 'gcloud auth login\nrm -f "$HOME/.kube/gke_gcloud_auth_plugin_cache"' },
  });
});

it("is about Drawbridge's own login when the connection starts at this server", () => {
  const request = { cluster: clusterView().name, vantage: { kind: "server" }, endpoint: null } as const;
  expect(logIn.propose(healthySnapshot({ request }), {})).toMatchObject({
    title: "Renew Drawbridge's own Google login",
    commands: { gcloud: "gcloud auth application-default login" },
  });
});
