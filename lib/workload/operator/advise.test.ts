import { describe, expect, it } from "vitest";
import { environmentVersions } from "../airflow/environment";
import { advise } from "./advise";
import { operatorForm } from "./form";
import { imageTag } from "./image-reference";
import { looksLikeSecret } from "./secret-name";

const composer2 = environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3", providerVersion: "8.3.3" });
const composer3 = environmentVersions({ imageVersion: "composer-3-airflow-2.10.5-build.15" });
const requests = { requests: { cpu: "500m" }, limits: { cpu: "500m" } };

function codes(form: object, environment = composer2): string[] {
  const base = { taskId: "t", image: "repo/image:1.0", namespace: "composer-user-workloads", resources: requests };
  return advise(operatorForm.parse({ ...base, ...form }), environment).map(({ code }) => code);
}

describe("advice", () => {
  it.each([
    [{}, ["autopilot-adjusts"]],
    [{ image: "repo/image" }, ["latest", "autopilot-adjusts"]],
    [{ image: "repo/image:latest", imagePullPolicy: "IfNotPresent" }, ["latest-not-pulled", "autopilot-adjusts"]],
    [{ namespace: "default" }, ["default-namespace", "autopilot-adjusts"]],
    [{ namespace: "mine" }, ["own-namespace", "autopilot-adjusts"]],
    [{ namespace: "mine", serviceAccount: "runner" }, ["autopilot-adjusts"]],
    [{ startupTimeoutSeconds: 299 }, ["short-startup", "autopilot-adjusts"]],
    [{ startupTimeoutSeconds: 300 }, ["autopilot-adjusts"]],
    [{ afterwards: "keep" }, ["pods-stay", "autopilot-adjusts"]],
    [{ environment: [{ name: "DB_PASSWORD", value: "hunter2" }] }, ["secret-in-plain-text", "autopilot-adjusts"]],
    [{ arguments: ["{{ ds }}"] }, ["templates", "autopilot-adjusts"]],
    [{ arguments: ["{{ ds }}"], templates: "literal" }, ["autopilot-adjusts"]],
    [{ scheduleTimeoutSeconds: 5 }, ["left-out", "autopilot-adjusts"]],
    [{ resources: undefined }, ["autopilot-default-resources"]],
    [{ resources: { requests: { cpu: "1" }, limits: { cpu: "2" } } }, ["autopilot-adjusts", "autopilot-limits"]],
  ])("on Composer 2 for %j: %j", (form, expected) => {
    expect(codes(form)).toEqual(expected);
  });

  it.each([
    [{ namespace: "mine" }, ["composer-3-namespace", "composer-3-resources"]],
    [{ serviceAccount: "runner" }, ["composer-3-service-account", "composer-3-resources"]],
    [{ resources: undefined }, []],
  ])("on Composer 3 for %j: %j", (form, expected) => {
    expect(codes(form, composer3)).toEqual(expected);
  });

  it.each([
    ["4.0.2", true],
    ["4.1.0", false],
  ])("with provider %s a connection is left out: %s", (providerVersion, isLeftOut) => {
    const environment = environmentVersions({ imageVersion: "composer-2.0.20-airflow-2.3.4", providerVersion });
    expect(codes({ connection: { id: "other" } }, environment).includes("left-out")).toBe(isLeftOut);
    expect(codes({}, environment)).not.toContain("left-out");
  });

  it("never repeats a secret", () => {
    const form = operatorForm.parse({
      taskId: "t",
      image: "i:1",
      environment: [{ name: "API_TOKEN", value: "hunter2" }],
    });
    expect(JSON.stringify(advise(form, composer2))).not.toContain("hunter2");
  });

  it("says when the provider is not known, or newer than what was read", () => {
    expect(codes({}, environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3" }))).toContain(
      "provider-unknown",
    );
    expect(codes({}, environmentVersions({ providerVersion: "10.12.2" }))).not.toContain("provider-newer");
    expect(codes({}, environmentVersions({ providerVersion: "10.12.3" }))).toContain("provider-newer");
  });
});

describe("an image's tag", () => {
  it.each([
    ["dbt", "latest"],
    ["dbt:latest", "latest"],
    ["europe-docker.pkg.dev/p/r/dbt", "latest"],
    ["localhost:5000/dbt", "latest"],
    ["localhost:5000/dbt:1.9", "fixed"],
    ["dbt:1.9", "fixed"],
    [`dbt@sha256:${"a".repeat(64)}`, "digest"],
    ["image path", "not an image"],
    ["{{ var.value.image }}", "not an image"],
    ["", "not an image"],
  ])("%s: %s", (image, tag) => {
    expect(imageTag(image)).toBe(tag);
  });
});

describe("a secret in an environment variable", () => {
  it.each([
    ["DB_PASSWORD", "hunter2", true],
    ["password", "x", true],
    ["API_KEY", "abc", true],
    ["SECRET_NAME", "abc", false],
    ["TOKEN_URL", "https://x", false],
    ["GOOGLE_APPLICATION_CREDENTIALS", "/var/secrets/key.json", false],
    ["GOOGLE_APPLICATION_CREDENTIALS", "gs://bucket/key.json", false],
    ["DB_PASSWORD", "{{ var.value.pw }}", false],
    ["DB_PASSWORD", "projects/p/secrets/s/versions/1", false],
    ["DB_PASSWORD", " ", false],
    ["MONKEY", "x", false],
  ])("%s=%s: %s", (name, value, expected) => {
    expect(looksLikeSecret(name, value)).toBe(expected);
  });
});
