import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "credentials-not-sent",
  title: "A job in the office reaches the control plane as system:anonymous: the credential plugin gave nothing.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText:
      'Error from server (Forbidden): pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "airflow"',
  },
  kubernetes: { status: "anonymous-forbidden" },
  expected: { verdict: "blocked", cause: "credentials-not-sent" },
};
