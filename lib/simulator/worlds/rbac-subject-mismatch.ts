import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "rbac-subject-mismatch",
  title: "A pipeline's account is bound by its e-mail address, and its token shows only a number.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText:
      'Error from server (Forbidden): pods is forbidden: User "104682910385637284910" cannot create resource "pods" in API group "" in the namespace "airflow": requires one of ["container.pods.create"] permission(s).',
  },
  kubernetes: { status: "forbidden" },
  expected: { verdict: "blocked", cause: "rbac-subject-mismatch" },
};
