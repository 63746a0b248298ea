import { describe, expect, it } from "vitest";
import type { HttpProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { says } from "./given/testing";
import { kubernetesForbidden } from "./kubernetes-forbidden";

const { name } = clusterView();
const fromServer = { cluster: name, vantage: { kind: "server" }, endpoint: null } as const;
const user = "ana@corp.example";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return kubernetesForbidden.evaluate(healthySnapshot(replaced));
}

function probe(status: number, body: "kubernetes-status" | "html" | "other", message = ""): HttpProbe {
  return { answers: [{ path: "/version", status, body, message }], version: null };
}

describe("kubernetes-forbidden", () => {
  it("says who may not do what, where", () => {
    const errorText = says("http-403", {
      user,
      verb: "list",
      resource: "pods",
      namespace: "airflow",
      permission: "container.pods.list",
    });
    expect(evaluate({ errorText })).toMatchObject({
      status: "fail",
      summary: "Kubernetes does not let ana@corp.example list pods in the namespace airflow.",
      bases: ["error-text"],
      remedies: [
        { id: "create-role-binding", params: { user, verb: "list", resource: "pods", namespace: "airflow" } },
        { id: "grant-role", params: { role: "roles/container.viewer", permission: "container.pods.list" } },
      ],
    });
  });

  it.each([
    { user: "system:node:gke-1", verb: "list", resource: "pods" },
    { user, verb: "list" },
    { user: "system:serviceaccount:airflow:", verb: "list", resource: "pods" },
  ])("offers no binding that cannot be made: $user $verb $resource", (details) => {
    expect(evaluate({ errorText: says("http-403", details) })).toMatchObject({ status: "fail", remedies: [] });
  });

  it.each([
    { permission: "container.namespaces.list", role: "roles/container.viewer" },
    { permission: "container.pods.get", role: "roles/container.viewer" },
    { permission: "container.pods.create", role: "roles/container.developer" },
    { permission: "container.pods.getLogs", role: "roles/container.developer" },
    { permission: "container.secrets.get", role: "roles/container.developer" },
    { permission: "container.roleBindings.create", role: undefined },
    { permission: "container.clusterRoles.list", role: undefined },
  ])("offers $role for $permission", ({ permission, role }) => {
    const offered = evaluate({ errorText: says("http-403", { permission }) })?.remedies;
    expect(offered).toEqual(role ? [{ id: "grant-role", params: { role, permission } }] : []);
  });

  it.each([
    ["no text", { given: false } as const],
    ["somebody without a name", says("http-403", { user: "system:anonymous" })],
    ["the front end of the DNS endpoint", says("dns-endpoint-forbidden")],
    ["a text that leaves it open", says(["http-403", "proxy-403"])],
  ])("does not apply to %s", (_, errorText) => {
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    { code: 403, body: "kubernetes-status", message: `User "${user}" cannot get path "/version"`, status: "fail" },
    { code: 403, body: "kubernetes-status", message: 'User "system:anonymous" cannot', status: "not-applicable" },
    { code: 403, body: "html", message: "", status: "not-applicable" },
    { code: 200, body: "other", message: "", status: "pass" },
    { code: 503, body: "kubernetes-status", message: "", status: "not-applicable" },
  ] as const)("is $status from this server for $code $body $message", ({ code, body, message, status }) => {
    expect(evaluate({ request: fromServer, http: probe(code, body, message) })).toMatchObject({ status });
    expect(evaluate({ http: probe(code, body, message) })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the probe only from this server", () => {
    expect(evaluate({ http: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ request: fromServer, http: undefined })).toBeUndefined();
    expect(evaluate({ request: fromServer, http: unobserved("needs-another-fact", "no connection") })).toMatchObject({
      status: "not-applicable",
    });
  });
});
