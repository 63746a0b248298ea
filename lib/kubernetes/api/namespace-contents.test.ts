import { afterAll, beforeAll, expect, it } from "vitest";
import { contentsOver } from "./namespace-contents";
import { type ApiServerUnderTest, startApiServer } from "./testing";

let server: ApiServerUnderTest;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const contents = () => contentsOver(server.connection(), "dbt", AbortSignal.timeout(10_000));

/** Answers each list by its plural; what is not given is empty. */
function holds(lists: Readonly<Record<string, readonly string[] | "forbidden" | "unknown">>): void {
  server.answer((response, request) => {
    const plural = new URL(request.url ?? "", "http://x").pathname.split("/").at(-1) ?? "";
    const names = lists[plural] ?? [];
    const refusals = { forbidden: [403, "Forbidden"], unknown: [404, "NotFound"] } as const;
    const [code, reason] = typeof names === "string" ? refusals[names] : ([200, ""] as const);
    const status = { kind: "Status", apiVersion: "v1", status: "Failure", message: "no", reason, code };
    const list = typeof names === "string" ? status : { items: names.map((name) => ({ metadata: { name } })) };
    response.writeHead(code, { "content-type": "application/json" });
    response.end(JSON.stringify(list));
  });
}

it("is empty with what Kubernetes and GKE put into every namespace", async () => {
  holds({
    serviceaccounts: ["default"],
    configmaps: ["kube-root-ca.crt"],
    resourcequotas: ["gke-resource-quotas"],
    ingresses: "unknown",
  });
  expect(await contents()).toEqual({ found: [], unseen: [] });
});

it.each([
  ["pods", "Pod"],
  ["persistentvolumeclaims", "PersistentVolumeClaim"],
  ["secrets", "Secret"],
  ["configmaps", "ConfigMap"],
  ["serviceaccounts", "ServiceAccount"],
  ["services", "Service"],
  ["deployments", "Deployment"],
  ["replicasets", "ReplicaSet"],
  ["replicationcontrollers", "ReplicationController"],
  ["statefulsets", "StatefulSet"],
  ["daemonsets", "DaemonSet"],
  ["jobs", "Job"],
  ["cronjobs", "CronJob"],
  ["ingresses", "Ingress"],
  ["networkpolicies", "NetworkPolicy"],
  ["roles", "Role"],
  ["rolebindings", "RoleBinding"],
  ["horizontalpodautoscalers", "HorizontalPodAutoscaler"],
  ["poddisruptionbudgets", "PodDisruptionBudget"],
  ["resourcequotas", "ResourceQuota"],
  ["limitranges", "LimitRange"],
])("holds somebody's %s", async (plural, kind) => {
  holds({ [plural]: ["theirs"] });
  expect(await contents()).toEqual({ found: [`${kind} theirs`], unseen: [] });
  holds({ [plural]: "forbidden" });
  expect(await contents()).toEqual({ found: [], unseen: [kind] });
});
