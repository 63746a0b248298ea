import { certificateSha256 } from "./certificate-fingerprint";
import type { ClusterEntry, UserEntry } from "./entries";
import type { ReadableKubeconfig } from "./read";
import type { KubeconfigSummary } from "./summary";

/**
 * What leaves the page about one context: `contextName`, or else the current context.
 * A context that is not there, or whose cluster is not there, leaves the other fields null. Of a fragment without
 * contexts, the only cluster and the only user are taken, and `context` is null.
 */
export async function summariseKubeconfig(
  reading: ReadableKubeconfig,
  contextName?: string,
): Promise<KubeconfigSummary> {
  const { contexts, currentContext, entries } = reading;
  const name = contextName || currentContext;
  const context = contexts.find((candidate) => candidate.name === name);
  const loose = reading.fragment && contexts.length === 0 && name === null;
  const cluster = loose ? only(entries.clusters) : named(entries.clusters, context?.cluster);
  const user = loose ? only(entries.users) : named(entries.users, context?.user);
  return {
    context: name,
    server: cluster?.server ?? null,
    caSha256: await caOf(cluster),
    execCommandBasename: user?.execCommandBasename ?? null,
    proxyUrl: cluster?.proxyUrl ?? null,
    tlsServerName: cluster?.tlsServerName ?? null,
  };
}

async function caOf(cluster: ClusterEntry | undefined): Promise<string | null> {
  return cluster?.certificateAuthority.kind === "data" ? certificateSha256(cluster.certificateAuthority.base64) : null;
}

function only<Entry>(entries: readonly Entry[]): Entry | undefined {
  return entries.length === 1 ? entries[0] : undefined;
}

function named<Entry extends ClusterEntry | UserEntry>(
  entries: readonly Entry[],
  name: string | null | undefined,
): Entry | undefined {
  return typeof name === "string" ? entries.find((entry) => entry.name === name) : undefined;
}
