import { createHash } from "node:crypto";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { regionOf, subnetRange } from "./regions";

/** The addresses that the simulator gives one cluster; no other cluster has any of them. */
export type ClusterAddresses = {
  readonly public: string;
  /** Inside the master range for peering clusters, inside the region's subnet for Private Service Connect. */
  readonly private: string;
  readonly dns: string;
  /** Where the DNS endpoint's name resolves to. Real names share Google's front ends; one address each keeps routing exact. */
  readonly frontEnd: string;
  /** The /28 of a peering cluster's control plane. */
  readonly masterCidr: string;
};

/** The public pool that control planes are numbered from; an address of it without a cluster answers nothing. */
export const publicPool = "34.78.0.0/16";

/** The pool of the front ends behind `*.gke.goog`. */
export const frontEndPool = "142.250.0.0/16";

/** A hexadecimal digest of the text, cut to this length: the source of every simulated id. */
export function digest(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** The project number: the default project's own, twelve digits of the id's digest for any other. */
export function projectNumber(project: string): string {
  if (project === "corp-data-prod") return "123456789012";
  return String((BigInt(`0x${digest(project, 15)}`) % 900_000_000_000n) + 100_000_000_000n);
}

/** The addresses of the cluster at this index (0 to 1,999) of the simulator's list. */
export function clusterAddresses(
  index: number,
  name: ClusterName,
  privateKind: "subnet" | "peering",
): ClusterAddresses {
  const block = Math.floor(index / 250);
  const host = (index % 250) + 2;
  const [first, second] = subnetRange(regionOf(name.location)).split(".");
  const masterNetwork = `172.${16 + block}.${index % 250}`;
  return {
    public: `34.78.${block + 1}.${host}`,
    private: privateKind === "peering" ? `${masterNetwork}.2` : `${first}.${second}.${block + 8}.${host}`,
    dns: `gke-${digest(formatClusterName(name), 36)}-${projectNumber(name.project)}.${name.location}.gke.goog`,
    frontEnd: `142.250.${block + 1}.${host}`,
    masterCidr: `${masterNetwork}.0/28`,
  };
}
