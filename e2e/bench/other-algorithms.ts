import { setTimeout as pause } from "node:timers/promises";

/** One person who wants one network in one cluster's list, against Google's API. */
export type Attempt = {
  /** Of the cluster. */
  readonly url: string;
  readonly cidr: string;
  /** How long one operation lasts: pauses are as long, compared with it, as in the original. */
  readonly lifetimeMs: number;
};

/** Resolves with whether the person is told that they are in. */
export type Algorithm = (attempt: Attempt) => Promise<boolean>;

type Entry = { readonly cidrBlock: string; readonly displayName?: string };
type Cluster = {
  readonly etag: string;
  readonly masterAuthorizedNetworksConfig: { readonly cidrBlocks?: readonly Entry[] };
};

/** Milliseconds of an operation that the original's pauses are made for. */
const realLifetimeMs = 45_000;

/**
 * What a careful script does: read, add one entry, send with the etag; refused, wait a random time and start over.
 * Everybody writes for themselves.
 */
export const retryWithEtag: Algorithm = async (attempt) => {
  const { url, cidr, lifetimeMs } = attempt;
  for (;;) {
    const { etag, masterAuthorizedNetworksConfig: networks } = await read(url);
    const operation = await send(url, { etag, cidrBlocks: [...(networks.cidrBlocks ?? []), { cidrBlock: cidr }] });
    if (operation !== undefined) {
      await finished(attempt, operation);
      return true;
    }
    await pause(lifetimeMs * (0.2 + Math.random() * 0.8));
  }
};

/**
 * What the most used action for this job does: reads once, rebuilds the list from its addresses, and sends that same body
 * again, up to five times, 20 s, 40 s, … later, while Google is busy. It knows no etag and keeps no names.
 */
export const staleBodyRetry: Algorithm = async (attempt) => {
  const { url, cidr, lifetimeMs } = attempt;
  const { masterAuthorizedNetworksConfig: networks } = await read(url);
  const cidrBlocks = [...(networks.cidrBlocks ?? []).map(({ cidrBlock }) => ({ cidrBlock })), { cidrBlock: cidr }];
  for (let tries = 1; tries <= 5; tries += 1) {
    const operation = await send(url, { cidrBlocks });
    if (operation !== undefined) {
      await finished(attempt, operation);
      return true;
    }
    await pause((20_000 * tries * lifetimeMs) / realLifetimeMs);
  }
  return false;
};

const headers = { authorization: "Bearer bench", "content-type": "application/json" };

async function read(url: string): Promise<Cluster> {
  return (await (await fetch(url, { headers })).json()) as Cluster;
}

/** The operation's name; undefined when the update was refused. */
async function send(
  url: string,
  { etag, cidrBlocks }: { readonly etag?: string; readonly cidrBlocks: readonly Entry[] },
): Promise<string | undefined> {
  const authorizedNetworksConfig = { enabled: true, cidrBlocks };
  const desired = { ipEndpointsConfig: { authorizedNetworksConfig } };
  const update = { ...(etag === undefined ? {} : { etag }), desiredControlPlaneEndpointsConfig: desired };
  const response = await fetch(url, { method: "PUT", headers, body: JSON.stringify({ update }) });
  const { name } = (await response.json()) as { readonly name?: string };
  return response.ok ? name : undefined;
}

async function finished({ url, lifetimeMs }: Attempt, operation: string): Promise<void> {
  for (;;) {
    const response = await fetch(url.replace(/clusters\/[^/]+$/, `operations/${operation}`), { headers });
    const { status } = (await response.json()) as { readonly status?: string };
    if (status === "DONE") return;
    await pause(lifetimeMs / 10);
  }
}
