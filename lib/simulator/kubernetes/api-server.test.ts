import { describe, expect, it } from "vitest";
import type { ApiServer } from "./api-server";
import { testCluster } from "./testing";

type Row = [status: ApiServer["status"], path: string, token: string | null, code: number, text: string];

const anonymousPods = `pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope`;

const rows: Row[] = [
  ["ok", "/version", null, 200, "v1.33.5-gke.1"],
  ["ok", "/readyz", null, 200, "ok"],
  ["ok", "/livez/etcd", null, 200, "ok"],
  ["ok", "/api", null, 403, `forbidden: User "system:anonymous" cannot get path "/api"`],
  ["ok", "/api/v1/pods", null, 403, anonymousPods],
  ["ok", "/api/v1/namespaces", "t", 200, "NamespaceList"],
  ["ok", "/api/v1/namespaces/airflow", "t", 200, "airflow"],
  ["ok", "/api/v1/namespaces/nope", "t", 404, `namespaces "nope" not found`],
  ["ok", "/api/v1/namespaces/airflow/pods", "t", 200, "PodList"],
  ["ok", "/openapi/v2", "t", 404, "could not find"],
  ["ok", "/version", "expired-token", 401, "Unauthorized"],
  ["unauthorized", "/version", "t", 401, "Unauthorized"],
  ["unauthorized", "/version", null, 200, "gitVersion"],
  ["forbidden", "/api/v1", "t", 200, "APIResourceList"],
  ["forbidden", "/api/v1/namespaces", "t", 403, `requires one of ["container.namespaces.list"] permission(s).`],
  [
    "forbidden",
    "/api/v1/namespaces/airflow",
    "t",
    403,
    `cannot get resource "namespaces" in API group "" in the namespace "airflow"`,
  ],
  ["anonymous-forbidden", "/version", "t", 403, `User "system:anonymous" cannot get path "/version"`],
  ["anonymous-forbidden", "/readyz", null, 403, "system:anonymous"],
  ["unavailable", "/api", "t", 503, "the server is currently unable to handle the request"],
  ["unavailable", "/readyz", null, 500, "readyz check failed"],
];

describe("answerKubernetes", () => {
  it.each(rows)("%s: GET %s with token %s → %d", (status, path, token, code, text) => {
    const answer = testCluster({ status }).ask("GET", path, { token });
    expect(answer.status).toBe(code);
    expect(answer.text ?? answer.body.message ?? JSON.stringify(answer.json)).toContain(text);
  });

  it("answers a collection as a table when kubectl asks for one", () => {
    const headers = { accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json" };
    expect(testCluster().ask("GET", "/api/v1/namespaces", { headers }).json).toMatchObject({
      kind: "Table",
      rows: [{ cells: ["airflow", "Active", "282d"] }, {}, {}, {}, {}, {}],
    });
  });

  const review = (verb: string, resource: string) => ({
    spec: { resourceAttributes: { verb, resource, namespace: "default" } },
  });
  it.each([
    ["ok", "t", "create", true],
    ["ok", "simulated-token-of-drawbridge-applier", "create", true],
    ["ok", "simulated-token-of-drawbridge-reader", "create", false],
    ["ok", "simulated-token-of-drawbridge-reader", "list", true],
    ["forbidden", "t", "list", false],
  ] as const)("%s: a self subject access review of %s about %s says %s", (status, token, verb, allowed) => {
    const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    const answer = testCluster({ status }).ask("POST", path, { token, body: review(verb, "pods") });
    expect(answer).toMatchObject({ status: 201, json: { status: { allowed } } });
  });

  it("does not delete the pods of all namespaces", () => {
    expect(testCluster().ask("DELETE", "/api/v1/pods").status).toBe(405);
  });

  it("lets the reader read and not write, unless a rule says so", () => {
    const { ask, identities } = testCluster();
    const token = "simulated-token-of-drawbridge-reader";
    const create = () =>
      ask("POST", "/api/v1/namespaces/default/serviceaccounts", { token, body: { metadata: { name: "x" } } });
    expect(ask("GET", "/api/v1/namespaces/default/serviceaccounts", { token }).status).toBe(200);
    expect(create()).toMatchObject({
      status: 403,
      body: {
        message: `serviceaccounts is forbidden: User "drawbridge-reader@corp-data-prod.iam.gserviceaccount.com" cannot create resource "serviceaccounts" in API group "" in the namespace "default": requires one of ["container.serviceAccounts.create"] permission(s).`,
      },
    });
    identities.rule({ identity: "drawbridge-reader", permission: "container.serviceAccounts.create", allowed: true });
    expect(create().status).toBe(201);
    identities.rule({ identity: "human", permission: "container.pods.getLogs", allowed: false });
    const log = ask("GET", "/api/v1/namespaces/default/pods/p/log", { token: "simulated-token-of-human" });
    expect(log.body.message).toContain(`cannot get resource "pods/log"`);
    expect(log.body.message).toContain(`requires one of ["container.pods.getLogs"]`);
  });
});
