import type { Principal } from "./principal";

/**
 * An e-mail address is a person's id only when the provider says that it is verified: elsewhere people can write any
 * address into their own account. Then the id is the provider's own, marked so that it can never look like an address.
 */
export function principalOfClaims(claims: Readonly<Record<string, unknown>>, groupsClaim: string): Principal {
  const { sub, email, email_verified: verified, name } = claims;
  const isVerified = typeof email === "string" && email.includes("@") && (verified === true || verified === "true");
  const id = isVerified ? email.toLowerCase() : `oidc:${String(sub)}`;
  const shown = [name, isVerified ? email : undefined].find(
    (text): text is string => typeof text === "string" && text.trim() !== "",
  );
  const groups = claims[groupsClaim];
  const list: readonly unknown[] = Array.isArray(groups) ? groups : [groups];
  return { kind: "oidc", id, name: shown ?? id, groups: list.filter((group) => typeof group === "string") };
}
