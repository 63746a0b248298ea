import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";

type Summary = Extract<FactValues["kubeconfig"], { readonly given: true }>["summary"];

/** What an error text with these candidates says, most likely first. */
export function says(causes: ErrorCause | readonly ErrorCause[], details: ErrorDetails = {}): FactValues["errorText"] {
  const list = typeof causes === "string" ? [causes] : causes;
  return {
    given: true,
    causes: list.map((cause) => ({ cause, title: `It says ${cause}.`, decidedBy: null })),
    details,
  };
}

/** The kubeconfig that get-credentials writes for the public endpoint of the healthy cluster of `facts/testing`, with differences. */
export function kubeconfigOf(differences: Partial<Summary> = {}): FactValues["kubeconfig"] {
  return {
    given: true,
    summary: {
      context: "gke_corp-data-prod_europe-west1_analytics-private",
      server: "34.78.1.2",
      caSha256: "aa".repeat(32),
      execCommandBasename: "gke-gcloud-auth-plugin",
      proxyUrl: null,
      tlsServerName: null,
      ...differences,
    },
  };
}
