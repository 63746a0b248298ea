import { addressFamily, addressScope, parseCidr } from "@/lib/core/address";
import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";
import type { FactValues, ListChange } from "@/lib/diagnosis/facts/schema";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";

/** An entry as the gatherer reads it. */
export function entry(cidrBlock: string, displayName = ""): AuthorizedNetwork {
  return { cidrBlock, network: parseCidr(cidrBlock) ?? null, displayName };
}

/** A caller at this address. */
export function callerAt(address: string): FactValues["caller"] {
  return { address, family: addressFamily(address), scope: addressScope(address), source: "load-balancer" };
}

/** A pasted error text with these candidates, best first. */
export function said(causes: readonly ErrorCause[], details: ErrorDetails = {}): FactValues["errorText"] {
  return {
    given: true,
    causes: causes.map((cause) => ({ cause, title: `It says ${cause}`, decidedBy: null })),
    details,
  };
}

export const privateTarget: FactValues["target"] = {
  kind: "private",
  host: "172.16.0.2",
  chosenBy: "request",
  why: "You asked for the private endpoint.",
};

export const dnsTarget: FactValues["target"] = {
  kind: "dns",
  host: "gke-0a1b-123456789012.europe-west1.gke.goog",
  chosenBy: "request",
  why: "You asked for the DNS endpoint.",
};

const userAgents = {
  console: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0,gzip(gfe)",
  gcloud: "google-cloud-sdk gcloud/528.0.0 command/gcloud.container.clusters.update environment/None python/3.12.10",
  terraform: "google-api-go-client/0.5 Terraform/1.9.5 (+https://www.terraform.io) terraform-provider-google/6.12.0",
  pulumi: "google-api-go-client/0.5 Terraform/ (+https://www.terraform.io) Pulumi/3.0 (https://www.pulumi.com)",
  kcc: "kcc/1.125.0 (+https://cloud.google.com/config-connector)",
  script: "python-requests/2.32",
} as const;

/** A recorded call, `hour` o'clock on one day. */
export function call(hour: number, agent: keyof typeof userAgents, cidrBlocks: readonly string[]): ListChange {
  const at = `2026-03-01T${String(hour).padStart(2, "0")}:05:09.123Z`;
  return { at, principal: `${agent}@corp.example`, userAgent: userAgents[agent], cidrBlocks };
}
