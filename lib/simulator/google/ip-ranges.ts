import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";

/** The simulated Google Cloud's external ranges: those of the places that are Google's, and of the control planes. */
const prefixes = [
  { ipv4Prefix: "34.76.0.0/14", scope: "europe-west1" },
  { ipv4Prefix: "34.140.0.0/16", scope: "europe-west1" },
  { ipv4Prefix: "35.195.0.0/16", scope: "europe-west1" },
  { ipv4Prefix: "34.66.0.0/15", scope: "us-central1" },
  { ipv4Prefix: "34.32.128.0/17", scope: "europe-west4" },
  { ipv6Prefix: "2600:1900:4010::/44", scope: "europe-west1" },
] as const;

/** The file that Google publishes as `https://www.gstatic.com/ipranges/cloud.json`; it needs no credential. */
export function cloudRanges(): SimulatedAnswer {
  return {
    status: 200,
    json: {
      syncToken: "1763600000000",
      creationTime: "2026-11-20T01:04:05.67",
      prefixes: prefixes.map(({ scope, ...prefix }) => ({ ...prefix, service: "Google Cloud", scope })),
    },
  };
}
