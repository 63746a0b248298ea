import { cidrContains } from "@/lib/core/address";
import type { ServiceContext } from "@/lib/services/context";
import type { SeenAt } from "./asker";

/** What the terminal is told, in one line. */
export type Redeemed = { readonly status: 200 | 404 | 409 | 422; readonly text: string };

const gotThrough = /^(2\d\d|401|403)$/;

/**
 * Judges what a one-line command sent: the status that the control plane answered, from the address that this server sees
 * the terminal at. Only a status that an API server gives, from inside the granted network, verifies the grant; after
 * everything else the code stays good until it expires.
 */
export async function redeemProof(
  { store, clock }: Pick<ServiceContext, "store" | "clock">,
  code: string,
  { body, seen }: { readonly body: string; readonly seen: SeenAt },
): Promise<Redeemed> {
  const now = clock.now();
  const proof = await store.proofs.get(code);
  const grant = proof && (await store.grants.get(proof.grant));
  if (!proof || !grant || now >= proof.expiresAt) {
    return { status: 404, text: "This command has expired. Take a new one from the page." };
  }
  if (grant.verified) return { status: 200, text: "Your network gets through. That was known already." };
  if (grant.state !== "active") return { status: 409, text: "This access is not active (any more). Ask for it again." };

  const [address] = seen.addresses;
  if (!seen.proven || address === undefined) {
    return { status: 422, text: "Drawbridge cannot see which address this terminal leaves from." };
  }
  if (!seen.addresses.some((one) => cidrContains(grant.cidr, one))) {
    const text = `This terminal leaves from ${address}, and ${grant.cidr} is allowed: run it where your access was asked for, or ask for ${address}.`;
    return { status: 422, text };
  }
  const status = body.trim();
  if (!/^\d{3}$/.test(status)) return { status: 422, text: "Nothing was measured. Run the whole command." };
  if (status === "000")
    return { status: 422, text: "The control plane did not answer yet. Try again in half a minute." };
  if (!gotThrough.test(status)) {
    return {
      status: 422,
      text: `Something answered ${status}, which a control plane does not. Is a proxy in the way?`,
    };
  }
  const detail = `A terminal at ${address} got the answer ${status} from the control plane.`;
  const answer = await store.grants.verify(grant.id, { by: grant.principal, at: now, how: "terminal", detail });
  if (answer.kind !== "done") return { status: 409, text: "This access is not active (any more). Ask for it again." };
  await store.proofs.use(code, now);
  return { status: 200, text: `Your network gets through (${address}, the control plane answered ${status}).` };
}
