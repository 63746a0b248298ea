import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "connection-refused",
  title: "The office's firewall answers with a reset whatever goes to the control plane.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText:
      'error: failed to create serviceaccount: Post "https://{public}/api/v1/namespaces/airflow/serviceaccounts?fieldManager=kubectl-create&fieldValidation=Strict": ' +
      "dial tcp {public}:443: connect: connection refused\n",
  },
  network: [{ place: "office", endpoint: "public", behaviour: "refuse" }],
  expected: { verdict: "blocked", cause: "connection-refused" },
};
