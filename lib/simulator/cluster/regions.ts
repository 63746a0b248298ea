import { isZone } from "@/lib/core/cluster-name";

/** The subnets that an auto-mode VPC has (documented: "Auto mode IPv4 ranges"); other regions share the last entry. */
const subnetRanges: Readonly<Record<string, string>> = {
  "asia-east1": "10.140.0.0/20",
  "asia-northeast1": "10.146.0.0/20",
  "asia-northeast3": "10.178.0.0/20",
  "europe-west1": "10.132.0.0/20",
  "europe-west3": "10.156.0.0/20",
  "europe-west4": "10.164.0.0/20",
  "us-central1": "10.128.0.0/20",
  "us-east1": "10.142.0.0/20",
  "us-east4": "10.150.0.0/20",
  "us-west1": "10.138.0.0/20",
};

const otherRange = "10.200.0.0/20";

/** The region of a location: a zone without its letter, or the region itself. */
export function regionOf(location: string): string {
  return isZone(location) ? location.slice(0, -2) : location;
}

/** The primary range of the simulated VPC's subnet in this region. */
export function subnetRange(region: string): string {
  return subnetRanges[region] ?? otherRange;
}
