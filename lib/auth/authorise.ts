import { forbidden } from "@/lib/core/problem";

/** What a request wants to do. `mutate` changes something that outlives the request for others. */
export type Action = "read" | "diagnose" | "mutate";

/** Who is asking. `id` is stable and unique, `name` is for people. In loopback mode it is the one person at this machine. */
export type Principal = {
  readonly kind: "local" | "iap" | "oidc";
  readonly id: string;
  readonly name: string;
  readonly groups: readonly string[];
};

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Refuses a request that was sent to another name than this machine's own: a page that made its name lead here (DNS
 * rebinding) would otherwise read every answer, pages too.
 *
 * @throws Problem 403
 */
export function authoriseHost(host: string): void {
  if (loopbackHosts.has(host.replace(/:\d+$/, ""))) return;
  throw forbidden(
    "Drawbridge answers only on this machine's own names: open it as http://localhost or http://127.0.0.1.",
  );
}

/**
 * Lets a request through, or throws. Called first in every handler; a test walks them all.
 *
 * The server listens on loopback only. A page of another origin must still not be able to use it, so the Host has to be
 * a loopback name (DNS rebinding), whatever a browser says of the request's origin has to be our own, and a mutation
 * has to carry `X-Drawbridge`, which no cross-site form can send.
 *
 * @throws Problem 403 that says which of these failed
 */
export function authorise(request: Request, action: Action): Principal {
  const host = request.headers.get("host") ?? "";
  authoriseHost(host);
  if (action !== "read") {
    const origin = request.headers.get("origin");
    if (origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host)) {
      throw forbidden("The request came from a page of another origin.");
    }
    const site = request.headers.get("sec-fetch-site");
    if (site !== null && site !== "same-origin" && site !== "none") {
      throw forbidden("The request came from a page of another site.");
    }
  }
  if (action === "mutate" && request.headers.get("x-drawbridge") !== "1") {
    throw forbidden("A change needs the header X-Drawbridge: 1.");
  }
  return { kind: "local", id: "local", name: "local user", groups: [] };
}
