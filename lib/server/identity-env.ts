import { z } from "zod";

/** Google publishes the keys of Identity-Aware Proxy there. */
const googleIapKeys = "https://www.gstatic.com/iap/verify/public_key-jwk";

const list = z
  .string()
  .default("")
  .transform((text) => text.split(/[\s,]+/).filter(Boolean));

const loopbackHosts = ["127.0.0.1", "localhost", "[::1]"];

/** Encrypted, or on this machine, where the sandbox plays the other side. */
const isSafeUrl = (text: string) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && loopbackHosts.includes(hostname));
};
const safeUrl = "must begin with https:// (http:// only on this machine)";
const isOrigin = (text: string) => isSafeUrl(text) && new URL(text).href === `${new URL(text).origin}/`;

/** The settings of who may come in, a part of all settings. */
export const identityShape = {
  DRAWBRIDGE_AUTH: z.enum(["loopback", "iap", "oidc"]).default("loopback"),
  HOST: z.string().default("127.0.0.1"),
  DRAWBRIDGE_PUBLIC_URL: list.refine(
    (items) => items.every(isOrigin),
    "must be addresses such as https://drawbridge.corp.example without a path, separated by commas (http:// only on this machine)",
  ),
  DRAWBRIDGE_IAP_AUDIENCE: z
    .string()
    .regex(/^\/projects\/\S+$/, "must look like /projects/NUMBER/global/backendServices/ID")
    .optional(),
  DRAWBRIDGE_IAP_KEYS_URL: z.string().refine(isSafeUrl, safeUrl).default(googleIapKeys),
  DRAWBRIDGE_IAP_DOMAIN: list,
  DRAWBRIDGE_GROUPS_FILE: z.string().optional(),
  DRAWBRIDGE_OIDC_ISSUER: z.string().refine(isSafeUrl, safeUrl).optional(),
  DRAWBRIDGE_OIDC_CLIENT_ID: z.string().optional(),
  DRAWBRIDGE_OIDC_CLIENT_SECRET: z.string().optional(),
  DRAWBRIDGE_OIDC_SCOPES: list.default(["openid", "email", "profile"]),
  DRAWBRIDGE_OIDC_GROUPS_CLAIM: z.string().default("groups"),
  DRAWBRIDGE_SESSION_SECRET: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= 32, "must have at least 32 bytes: openssl rand -base64 48")
    .optional(),
  DRAWBRIDGE_RATE_LIMIT: z.enum(["on", "off"]).default("on"),
};

type IdentityEnv = z.infer<z.ZodObject<typeof identityShape>>;

const needed: Readonly<Record<IdentityEnv["DRAWBRIDGE_AUTH"], readonly (keyof IdentityEnv)[]>> = {
  loopback: [],
  iap: ["DRAWBRIDGE_PUBLIC_URL", "DRAWBRIDGE_IAP_AUDIENCE"],
  oidc: [
    "DRAWBRIDGE_PUBLIC_URL",
    "DRAWBRIDGE_OIDC_ISSUER",
    "DRAWBRIDGE_OIDC_CLIENT_ID",
    "DRAWBRIDGE_OIDC_CLIENT_SECRET",
    "DRAWBRIDGE_SESSION_SECRET",
  ],
};

/* Whoever sets these means that mode; in another one they would protect nothing. */
const telling: readonly (readonly [keyof IdentityEnv, readonly IdentityEnv["DRAWBRIDGE_AUTH"][]])[] = [
  ["DRAWBRIDGE_PUBLIC_URL", ["iap", "oidc"]],
  ["DRAWBRIDGE_IAP_AUDIENCE", ["iap"]],
  ["DRAWBRIDGE_IAP_DOMAIN", ["iap"]],
  ["DRAWBRIDGE_GROUPS_FILE", ["iap"]],
  ["DRAWBRIDGE_OIDC_ISSUER", ["oidc"]],
];

const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);

/** What is wrong with the settings of who may come in, taken together: a sentence for each. */
export function identityProblems(env: IdentityEnv): readonly string[] {
  const { DRAWBRIDGE_AUTH: auth, HOST: host } = env;
  const missing = needed[auth]
    .filter((name) => !isGiven(env[name]))
    .map((name) => `${name}: is required with DRAWBRIDGE_AUTH=${auth}`);
  const stray = telling
    .filter(([name, modes]) => isGiven(env[name]) && !modes.includes(auth))
    .map(([name, modes]) => `${name}: works only with DRAWBRIDGE_AUTH=${modes.join(" or ")}, and that is "${auth}"`);
  const open = auth === "loopback" && !["127.0.0.1", "::1", "localhost"].includes(host);
  const exposed = `HOST: ${host} would let other machines in as the local user. Leave it at 127.0.0.1, or set DRAWBRIDGE_AUTH to iap or oidc.`;
  return [...missing, ...stray, ...(open ? [exposed] : [])];
}
