import { createHash, generateKeyPairSync, type JsonWebKey, sign } from "node:crypto";

/** A key that signs JSON web tokens with ES256, made anew each time. */
export type SigningKey = {
  /** The public half, as it stands in a published set of keys. */
  readonly publicKey: JsonWebKey & { readonly kid: string; readonly alg: "ES256"; readonly use: "sig" };
  readonly sign: (claims: object) => string;
};

/** Made with node's own cryptography, and not with the library by which the product checks it. */
export function makeSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(JSON.stringify(jwk)).digest("base64url").slice(0, 6);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return {
    publicKey: { ...jwk, kid, alg: "ES256", use: "sig" },
    sign(claims) {
      const text = `${encode({ alg: "ES256", typ: "JWT", kid })}.${encode(claims)}`;
      const signature = sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" });
      return `${text}.${signature.toString("base64url")}`;
    },
  };
}
