import { formatClusterName } from "@/lib/core/cluster-name";
import type { AuthorizedNetwork, ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksField } from "@/lib/diagnosis/facts/derive/admission";
import { blockOf, formatBlock, smallestCover } from "@/lib/diagnosis/facts/derive/blocks";
import { listLimit } from "@/lib/diagnosis/facts/derive/list-limit";
import type { FieldChange, PlannedRequest, Refusal } from "@/lib/engine/plan";
import { hclString } from "@/lib/kubernetes/hcl-quote";
import { command } from "@/lib/kubernetes/shell-quote";
import { entryText } from "./authorized-networks/entry-text";
import { networksConfig } from "./authorized-networks/networks-config";
import { refuseCluster } from "./authorized-networks/refuse";

/** An entry as it is sent: both texts byte for byte. */
export type NetworkEntry = Pick<AuthorizedNetwork, "cidrBlock" | "displayName">;

export type AuthorizedNetworksUpdate = {
  readonly request: PlannedRequest;
  readonly changes: readonly FieldChange[];
  /** The command with the complete list; null when an entry holds what gcloud's list cannot. It loses display names. */
  readonly gcloud: string | null;
  /** The `master_authorized_networks_config` block of a `google_container_cluster`. */
  readonly terraform: string;
};

/**
 * The one way Drawbridge changes the list of authorized networks: the whole list that is to be, sent as a unit in
 * `desiredControlPlaneEndpointsConfig` and guarded by the etag of the cluster that was read. Optional flags are echoed
 * as the API gave them and left out where it gave none.
 *
 * Whatever is asked, it refuses to switch filtering on, to send an empty list, to let in every address, and to make the
 * list longer than GKE takes.
 *
 * @param entries the whole list, in order; entries that are not to change must be the cluster's own
 */
export function authorizedNetworksUpdate(
  cluster: ClusterView,
  entries: readonly NetworkEntry[],
): AuthorizedNetworksUpdate | Refusal {
  const refused = refusal(cluster, entries);
  if (refused !== undefined) return { refused };

  const authorizedNetworksConfig = networksConfig(cluster.authorizedNetworks, entries);
  const name = formatClusterName(cluster.name);
  return {
    request: {
      method: "PUT",
      path: `/v1/${name}`,
      body: {
        name,
        update: {
          etag: cluster.etag,
          desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig } },
        },
      },
    },
    changes: changesBetween(cluster.authorizedNetworks.entries, entries),
    gcloud: gcloudCommand(cluster, entries),
    terraform: terraformBlock(cluster, entries),
  };
}

function refusal(cluster: ClusterView, entries: readonly NetworkEntry[]): string | undefined {
  const impossible = refuseCluster(cluster);
  if (impossible !== undefined) return impossible;
  const current = cluster.authorizedNetworks.entries;
  if (entries.length === 0) return "The list would be empty, and then nobody from outside is let in.";
  const limit = listLimit(cluster);
  if (entries.length > limit && entries.length > current.length) {
    return `The list would have ${entries.length} entries, and GKE takes ${limit}: aggregate or remove some first.`;
  }
  if (coversEverything(entries) && !coversEverything(current)) {
    return "The list would let in every address (0.0.0.0/0).";
  }
  return undefined;
}

function coversEverything(entries: readonly NetworkEntry[]): boolean {
  return smallestCover(entries.flatMap(({ cidrBlock }) => blockOf(cidrBlock) ?? [])).some(
    ({ block }) => block.length === 0,
  );
}

/** Entries that go, then entries that come; one that takes another's place is one change. Never more than differs. */
function changesBetween(before: readonly NetworkEntry[], after: readonly NetworkEntry[]): readonly FieldChange[] {
  const field = `${authorizedNetworksField}.cidrBlocks`;
  const gone = difference(before, after);
  const come = difference(after, before);
  if (before.length === after.length && gone.length === come.length) {
    return gone.map((entry, index) => {
      const replacement = come[index];
      return { field, before: entryText(entry), after: replacement ? entryText(replacement) : null };
    });
  }
  return [
    ...gone.map((entry) => ({ field, before: entryText(entry), after: null })),
    ...come.map((entry) => ({ field, before: null, after: entryText(entry) })),
  ];
}

/** The entries of `left` that `right` has not, each counted as often as it occurs. */
function difference(left: readonly NetworkEntry[], right: readonly NetworkEntry[]): readonly NetworkEntry[] {
  const rest = right.map(entryKey);
  return left.filter((entry) => {
    const index = rest.indexOf(entryKey(entry));
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

function entryKey({ cidrBlock, displayName }: NetworkEntry): string {
  return JSON.stringify([cidrBlock, displayName]);
}

function gcloudCommand({ name }: ClusterView, entries: readonly NetworkEntry[]): string | null {
  if (entries.some(({ cidrBlock }) => !/^[0-9a-fA-F.:/]+$/.test(cidrBlock))) return null;
  return command([
    ...["gcloud", "container", "clusters", "update", name.cluster],
    ...["--location", name.location, "--project", name.project],
    "--enable-master-authorized-networks",
    ...["--master-authorized-networks", entries.map(({ cidrBlock }) => cidrBlock).join(",")],
  ]);
}

/** Terraform refuses host bits, so entries appear as the network they mean; unreadable ones as they are. */
function terraformBlock({ authorizedNetworks }: ClusterView, entries: readonly NetworkEntry[]): string {
  const { googleCloudAccess, privateEndpointEnforcement } = authorizedNetworks;
  const flags = [
    ...(googleCloudAccess === null ? [] : [["gcp_public_cidrs_access_enabled", googleCloudAccess] as const]),
    ...(privateEndpointEnforcement === null
      ? []
      : [["private_endpoint_enforcement_enabled", privateEndpointEnforcement] as const]),
  ];
  const width = Math.max(...flags.map(([key]) => key.length));
  const blocks = entries.map(({ cidrBlock, displayName }) =>
    [
      "  cidr_blocks {",
      `    cidr_block   = ${hclString(canonical(cidrBlock))}`,
      ...(displayName ? [`    display_name = ${hclString(displayName)}`] : []),
      "  }",
    ].join("\n"),
  );
  const head = flags.map(([key, value]) => `  ${key.padEnd(width)} = ${value}`).join("\n");
  return `master_authorized_networks_config {\n${[...(head ? [head] : []), ...blocks].join("\n\n")}\n}\n`;
}

function canonical(cidrBlock: string): string {
  const block = blockOf(cidrBlock);
  return block ? formatBlock(block) : cidrBlock;
}
