import type { Principal } from "@/lib/auth/authorise";
import { addressScope } from "@/lib/core/address";
import { conflict, forbidden, refused } from "@/lib/core/problem";
import { endpointHost } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { shellQuote } from "@/lib/kubernetes/shell-quote";
import type { ServiceContext } from "@/lib/services/context";
import { readCluster } from "./clusters";
import { findGrant } from "./find-grant";

/** A one-line command for the terminal in which kubectl is run. */
export type Proof = { readonly code: string; readonly command: string; readonly expiresAt: string };

const validMs = 15 * 60_000;

/**
 * A command that shows, run in the person's terminal, that its network gets through: it asks the control plane for its
 * version, which needs no login, and sends the status to us. The host is Google's, never a person's.
 *
 * @param origin of this Drawbridge, as the terminal reaches it: `https://drawbridge.corp.example`
 * @throws Problem 403 for another person's grant, 404, 409 when it is not active, 422 without an endpoint, 503
 */
export async function createProof(
  context: ServiceContext,
  principal: Principal,
  { id, origin }: { readonly id: string; readonly origin: string },
): Promise<Proof> {
  const { store, clock, newId } = context;
  const grant = await findGrant(context, id);
  if (grant.principal.id !== principal.id) throw forbidden("Only the grant's own person can show that it works.");
  if (grant.state !== "active")
    throw conflict(`The grant is ${grant.state}, not active: there is nothing to show yet.`);
  const view = await readCluster(context, grant.cluster);
  const host = endpointHost(view, addressScope(grant.cidr) === "public" ? "public" : "private");
  if (host === null) throw refused("The endpoint that this grant is for is off.");
  const code = newId();
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + validMs);
  await store.proofs.keep({ code, grant: id, principalId: principal.id, expiresAt }, now);
  return { code, command: commandFor(host, new URL(`/p/${code}`, origin).href), expiresAt: expiresAt.toISOString() };
}

/** Whatever certificate answers: the status is all that is read, and nothing is sent. */
function commandFor(host: string, report: string): string {
  const url = shellQuote(`https://${host.includes(":") ? `[${host}]` : host}/version`);
  return `curl -sk -o /dev/null -m 10 -w '%{http_code}' ${url} | curl -sS --data-binary @- ${shellQuote(report)}`;
}
