import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "kubernetes-forbidden",
  title: "A data engineer in the office is connected and logged in, and may not list the pods of a namespace.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText:
      'Error from server (Forbidden): pods is forbidden: User "ana@corp.example" cannot list resource "pods" in API group "" in the namespace "airflow": requires one of ["container.pods.list"] permission(s).',
  },
  kubernetes: { status: "forbidden" },
  expected: { verdict: "blocked", cause: "kubernetes-forbidden" },
};
