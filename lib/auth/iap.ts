import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { forbidden, isProblem, unauthenticated } from "@/lib/core/problem";
import type { GroupsOf } from "./groups-file";
import type { Identity } from "./identity";
import type { Principal } from "./principal";
import type { Sites } from "./sites";

const assertionHeader = "x-goog-iap-jwt-assertion";
const issuer = "https://cloud.google.com/iap";
const skewSeconds = 30;
const mostRemembered = 10_000;

export type IapSettings = {
  /** `/projects/NUMBER/global/backendServices/ID`: who assertions have to be for, to the letter. */
  readonly audience: string;
  /** The organisations whose people come in, by their domain; empty: every one that IAP lets through. */
  readonly domains: readonly string[];
  readonly keys: JWTVerifyGetKey;
  readonly groupsOf: GroupsOf;
  readonly sites: Sites;
  readonly now: () => Date;
  /** Told why an assertion was not taken; never the assertion. */
  readonly refused: (reason: string) => void;
  /** Told once of every person: the `subject` is Google's for life, the `person` is an e-mail address that may change. */
  readonly firstSeen: (seen: { readonly person: string; readonly subject: string }) => void;
};

/**
 * People as Google's Identity-Aware Proxy vouches for them, by its signed header alone. The unsigned
 * `x-goog-authenticated-user-*` are never read: whoever gets around the proxy can write them.
 */
export function iapIdentity(settings: IapSettings): Identity {
  const seen = new Set<string>();
  const remember = (person: string, subject: string) => {
    const key = `${subject} ${person}`;
    if (seen.has(key)) return;
    if (seen.size >= mostRemembered) seen.clear();
    seen.add(key);
    settings.firstSeen({ person, subject });
  };
  return {
    kind: "iap",
    sites: settings.sites,
    async authenticate(headers) {
      const assertion = headers.get(assertionHeader);
      if (!assertion) {
        throw unauthenticated(`The request did not come through Identity-Aware Proxy. ${settings.sites.advice}`);
      }
      const claims = await verify(assertion, settings);
      const principal = principalOf(claims, settings);
      remember(principal.id, String(claims.sub));
      return principal;
    },
  };
}

async function verify(assertion: string, settings: IapSettings): Promise<JWTPayload> {
  const { audience, now } = settings;
  try {
    const { payload } = await jwtVerify(assertion, named(settings.keys), {
      algorithms: ["ES256"],
      issuer,
      audience,
      clockTolerance: skewSeconds,
      currentDate: now(),
      requiredClaims: ["exp", "iat", "sub", "email"],
    });
    if (payload.aud !== audience) throw new Error('the "aud" is not one text');
    if (!payload.iat || payload.iat > now().getTime() / 1_000 + skewSeconds)
      throw new Error('the "iat" is in the future');
    return payload;
  } catch (error) {
    if (isProblem(error)) throw error;
    const reason = reasonOf(error);
    settings.refused(reason);
    throw unauthenticated(
      `The assertion of Identity-Aware Proxy is not valid here: ${reason}. Sign in again; when that does not help, compare DRAWBRIDGE_IAP_AUDIENCE with the audience that IAP shows.`,
    );
  }
}

/* jose takes any key that fits when the token names none. */
function named(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return (header, token) => {
    if (typeof header.kid !== "string") throw new Error("it names no key");
    return keys(header, token);
  };
}

function principalOf(claims: JWTPayload, { domains, groupsOf }: IapSettings): Principal {
  const { email, hd } = claims;
  if (typeof email !== "string" || !email.includes("@")) {
    throw forbidden("Identity-Aware Proxy does not tell the e-mail address of this account.");
  }
  const id = email.toLowerCase();
  if (id.endsWith(".gserviceaccount.com")) {
    throw forbidden("A service account cannot use Drawbridge: sign in as a person.");
  }
  if (domains.length > 0 && !(typeof hd === "string" && domains.includes(hd))) {
    throw forbidden(`Only accounts of ${domains.join(", ")} may use this Drawbridge.`);
  }
  return { kind: "iap", id, name: email, groups: groupsOf(id) };
}

/** jose's own words hold names of claims and headers, never values. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWKSNoMatchingKey) return "its key is not one of Google's";
  return error instanceof Error ? error.message : "it cannot be read";
}
