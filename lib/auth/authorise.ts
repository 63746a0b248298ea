import { forbidden } from "@/lib/core/problem";
import type { Identity } from "./identity";
import type { Principal } from "./principal";
import type { Sites } from "./sites";

export type { Principal };

/** What a request wants to do. `mutate` changes something that outlives the request for others. */
export type Action = "read" | "diagnose" | "mutate";

/**
 * Refuses a request that was sent to another name than ours: a page that made its name lead here (DNS rebinding) would
 * otherwise read every answer, pages too.
 *
 * @throws Problem 403
 */
export function authoriseHost(host: string, sites: Sites): void {
  if (!sites.isOwnHost(host)) throw forbidden(sites.advice);
}

/**
 * The same for a probe, which must answer whoever watches over this process, and so says nothing secret.
 *
 * @throws Problem 403
 */
export function authoriseProbe(host: string, sites: Sites): void {
  if (!sites.isProbeHost(host)) throw forbidden(sites.advice);
}

/**
 * Refuses what a page of another site may have made a browser send. Whatever the browser says of the request's origin has
 * to be our own, and a mutation has to carry `X-Drawbridge`, which no cross-site form can send: people are known by
 * cookies, of IAP or of ours, and browsers send those along.
 *
 * @throws Problem 403 that says which of these failed
 */
export function authoriseOrigin(headers: Headers, action: Action, sites: Sites): void {
  const host = headers.get("host") ?? "";
  authoriseHost(host, sites);
  if (action === "read") return;
  const origin = headers.get("origin");
  if (origin !== null && !sites.isOwnOrigin(origin, host)) {
    throw forbidden("The request came from a page of another origin.");
  }
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") {
    throw forbidden("The request came from a page of another site.");
  }
  if (action === "mutate" && headers.get("x-drawbridge") !== "1") {
    throw forbidden("A change needs the header X-Drawbridge: 1.");
  }
}

/**
 * Lets a request through and says whose it is, or throws. Called first in every handler; a test walks them all.
 *
 * @throws Problem 403 of `authoriseOrigin`; 401, 403 or 503 of the identity
 */
export async function authorise(request: Request, action: Action, identity: Identity): Promise<Principal> {
  authoriseOrigin(request.headers, action, identity.sites);
  return identity.authenticate(request.headers);
}
