import { expect, it } from "vitest";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { whyNotUpdatable } from "./updatable";

it.each([
  ["RUNNING", "1", undefined],
  ["RECONCILING", "1", undefined],
  ["DEGRADED", "1", undefined],
  ["STATUS_UNSPECIFIED", "1", undefined],
  ["PROVISIONING", "1", "PROVISIONING"],
  ["STOPPING", "1", "STOPPING"],
  ["ERROR", "1", "ERROR"],
  ["RUNNING", "", "etag"],
] as const)("%s with the etag %j: %s", (status, etag, why) => {
  const refused = whyNotUpdatable(clusterView({ status, etag }));
  if (why === undefined) expect(refused).toBeUndefined();
  else expect(refused).toContain(why);
});

it.each([
  [{}, "environments update ENVIRONMENT --location europe-west1 --project corp-data-prod"],
  [{ "goog-composer-environment": "etl-1" }, "environments update etl-1 --location"],
  [{ "goog-composer-environment": "x; rm -rf" }, "environments update ENVIRONMENT --location"],
])("a cluster of Composer with the labels %j is changed through Composer", (labels, command) => {
  const refused = whyNotUpdatable(clusterView({ managedBy: "composer", labels }));
  expect(refused).toContain("change it through Composer");
  expect(refused).toContain(`gcloud composer ${command}`);
});

it.each(["terraform", "config-connector", null] as const)("a cluster of %s takes updates", (managedBy) => {
  expect(whyNotUpdatable(clusterView({ managedBy }))).toBeUndefined();
});
