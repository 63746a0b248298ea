import { peopleDomain, type SimulatedPerson } from "./people";
import { makeSigningKey } from "./signing-key";

/** The header in which Google's proxy says who asks. */
export const assertionHeader = "x-goog-iap-jwt-assertion";

/** The backend service that the front door stands before. */
export const iapAudience = "/projects/104857600001/global/backendServices/5700000000000000001";

const lifetimeSeconds = 600;

/** Google's Identity-Aware Proxy. It signs who asks; whoever it lets in is somebody. */
export type IdentityAwareProxy = {
  readonly keys: () => { readonly keys: readonly object[] };
  /** The assertion that this person asks now. */
  readonly assertion: (person: SimulatedPerson) => string;
};

/** `now` is the machine's time, as for certificates: the product compares it with its own clock. */
export function makeIdentityAwareProxy(now: () => Date): IdentityAwareProxy {
  const key = makeSigningKey();
  return {
    keys: () => ({ keys: [key.publicKey] }),
    assertion({ email, subject }) {
      const issuedAt = Math.floor(now().getTime() / 1_000);
      return key.sign({
        aud: iapAudience,
        azp: iapAudience,
        email,
        exp: issuedAt + lifetimeSeconds,
        google: { access_levels: [] },
        hd: peopleDomain,
        iat: issuedAt,
        identity_source: "GOOGLE",
        iss: "https://cloud.google.com/iap",
        sub: `accounts.google.com:${subject}`,
      });
    },
  };
}
