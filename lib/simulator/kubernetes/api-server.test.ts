import { describe, expect, it } from "vitest";
import type { SimulatedRequest } from "@/lib/simulator/http/exchange";
import { type ApiServer, answerKubernetes } from "./api-server";

const request = (path: string, token?: string, changes: Partial<SimulatedRequest> = {}): SimulatedRequest => ({
  method: "GET",
  path,
  query: new URLSearchParams(),
  headers: token ? { authorization: `Bearer ${token}` } : {},
  body: "",
  ...changes,
});

type Row = [status: ApiServer["status"], path: string, token: string | undefined, code: number, text: string];

const anonymousPods = `pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope`;

const rows: Row[] = [
  ["ok", "/version", undefined, 200, "v1.33.5-gke.1"],
  ["ok", "/readyz", undefined, 200, "ok"],
  ["ok", "/livez/etcd", undefined, 200, "ok"],
  ["ok", "/api", undefined, 403, `forbidden: User "system:anonymous" cannot get path "/api"`],
  ["ok", "/api/v1/pods", undefined, 403, anonymousPods],
  ["ok", "/api/v1/namespaces", "t", 200, "NamespaceList"],
  ["ok", "/api/v1/namespaces/airflow", "t", 200, "airflow"],
  ["ok", "/api/v1/namespaces/nope", "t", 404, `namespaces "nope" not found`],
  ["ok", "/api/v1/namespaces/airflow/pods", "t", 200, "PodList"],
  ["ok", "/openapi/v2", "t", 404, "could not find"],
  ["ok", "/version", "expired-token", 401, "Unauthorized"],
  ["unauthorized", "/version", "t", 401, "Unauthorized"],
  ["unauthorized", "/version", undefined, 200, "gitVersion"],
  ["forbidden", "/api/v1", "t", 200, "APIResourceList"],
  ["forbidden", "/api/v1/namespaces", "t", 403, `requires one of ["container.namespaces.list"] permission(s).`],
  ["forbidden", "/api/v1/namespaces/airflow", "t", 403, "cannot get resource"],
  ["anonymous-forbidden", "/version", "t", 403, `User "system:anonymous" cannot get path "/version"`],
  ["anonymous-forbidden", "/readyz", undefined, 403, "system:anonymous"],
  ["unavailable", "/api", "t", 503, "the server is currently unable to handle the request"],
  ["unavailable", "/readyz", undefined, 500, "readyz check failed"],
];

describe("answerKubernetes", () => {
  it.each(rows)("%s: GET %s with token %s → %d", (status, path, token, code, text) => {
    const answer = answerKubernetes({ status, gkeVersion: "1.33.5-gke.1" }, request(path, token));
    expect(answer.status).toBe(code);
    expect(answer.text ?? (answer.json as { message?: string }).message ?? JSON.stringify(answer.json)).toContain(text);
  });

  it("answers a collection as a table when kubectl asks for one", () => {
    const headers = {
      authorization: "Bearer t",
      accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
    };
    const answer = answerKubernetes({ status: "ok", gkeVersion: "1" }, request("/api/v1/namespaces", "t", { headers }));
    expect(answer.json).toMatchObject({
      kind: "Table",
      rows: [{ cells: ["airflow", "Active", expect.any(String)] }, {}, {}, {}, {}, {}],
    });
  });

  it.each([
    ["ok", true],
    ["forbidden", false],
  ] as const)("%s: a self subject access review says allowed %s", (status, allowed) => {
    const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    const answer = answerKubernetes({ status, gkeVersion: "1" }, request(path, "t", { method: "POST", body: "{}" }));
    expect(answer).toMatchObject({ status: 201, json: { status: { allowed } } });
  });

  it("writes nothing", () => {
    const answer = answerKubernetes(
      { status: "ok", gkeVersion: "1" },
      request("/api/v1/pods", "t", { method: "DELETE" }),
    );
    expect(answer.status).toBe(405);
  });
});
