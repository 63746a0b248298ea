import { hkdfSync } from "node:crypto";
import { EncryptJWT, type JWTPayload, jwtDecrypt } from "jose";

/** A cookie that only this server can read and write: encrypted and authenticated (AES-256-GCM), with an end. */
export type SealedCookie = {
  /** The `Set-Cookie` value for a request to this origin of ours. `suffix` tells several of them apart. */
  readonly seal: (claims: JWTPayload, origin: string, suffix?: string) => Promise<string>;
  /** What was sealed, or undefined: no such cookie, another secret, changed by a character, or too old. */
  readonly open: (headers: Headers, origin: string, suffix?: string) => Promise<JWTPayload | undefined>;
  /** The `Set-Cookie` value that removes it. */
  readonly clear: (origin: string, suffix?: string) => string;
};

type Options = {
  readonly name: string;
  readonly secret: string;
  readonly lifetimeSeconds: number;
  readonly now: () => Date;
};

/* Browsers drop a cookie of more than 4,096 bytes without a word. */
const mostBytes = 3_900;

export class CookieTooLarge extends Error {}

/**
 * Each name has a key of its own, so that one cookie never passes for another. Over HTTPS the name begins with `__Host-`:
 * no other host and no unencrypted page can set it.
 */
export function sealedCookie({ name, secret, lifetimeSeconds, now }: Options): SealedCookie {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", `drawbridge cookie ${name}`, 32));
  const fullName = (origin: string, suffix = "") => `${isSecure(origin) ? "__Host-" : ""}${name}${suffix}`;
  const attributes = (origin: string, maxAge: number) =>
    `Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isSecure(origin) ? "; Secure" : ""}`;
  return {
    async seal(claims, origin, suffix) {
      const issuedAt = Math.floor(now().getTime() / 1_000);
      const token = await new EncryptJWT(claims)
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .setAudience(origin)
        .encrypt(key);
      const cookie = `${fullName(origin, suffix)}=${token}; ${attributes(origin, lifetimeSeconds)}`;
      if (cookie.length > mostBytes) throw new CookieTooLarge();
      return cookie;
    },
    async open(headers, origin, suffix) {
      const token = readCookie(headers, fullName(origin, suffix));
      if (!token) return undefined;
      const options = {
        keyManagementAlgorithms: ["dir"],
        contentEncryptionAlgorithms: ["A256GCM"],
        audience: origin,
        requiredClaims: ["iat", "exp"],
        currentDate: now(),
      };
      return jwtDecrypt(token, key, options).then(
        ({ payload }) => payload,
        () => undefined,
      );
    },
    clear: (origin, suffix) => `${fullName(origin, suffix)}=; ${attributes(origin, 0)}`,
  };
}

const isSecure = (origin: string) => origin.startsWith("https:");

function readCookie(headers: Headers, name: string): string | undefined {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
