import { z } from "zod";
import { identityProblems, identityShape } from "./identity-env";
import { tellingProblems, tellingShape } from "./telling-env";

const listOf = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(",")
        .map((item) => item.trim())
        .filter(Boolean),
    );

const list = listOf("");

const url = (...protocols: string[]) =>
  z
    .url()
    .refine(
      (text) => protocols.includes(new URL(text).protocol),
      `must begin with ${protocols.map((name) => `${name}//`).join(" or ")}`,
    );

const serviceAccount = z
  .string()
  .regex(/^[^@\s]+@[^@\s]+\.gserviceaccount\.com$/, "must be the e-mail address of a service account");

const schema = z.object({
  DRAWBRIDGE_PROJECTS: list.refine(
    (projects) => projects.length > 0,
    "must name at least one Google Cloud project, separated by commas",
  ),
  DRAWBRIDGE_GOOGLE_ENDPOINT: url("http:", "https:")
    .refine((text) => text.endsWith("/"), "must end with a slash, as gcloud's api_endpoint_overrides must")
    .optional(),
  DRAWBRIDGE_GOOGLE_TOKEN_FILE: z.string().optional(),
  DRAWBRIDGE_IMPERSONATE: serviceAccount.optional(),
  DRAWBRIDGE_COMPOSER_LOCATIONS: list.refine(
    (locations) => locations.every((location) => /^[a-z]+-[a-z]+\d+$/.test(location)),
    "must be regions with commas between them, as europe-west1,us-central1",
  ),
  DRAWBRIDGE_ROLE: z.enum(["web", "applier", "all"]).default("all"),
  DRAWBRIDGE_APPLIER_TOKEN_FILE: z.string().optional(),
  DRAWBRIDGE_APPLIER_IMPERSONATE: serviceAccount.optional(),
  DRAWBRIDGE_PROBE_IMAGE: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,1023}$/, "must be a container image that has curl")
    .default("curlimages/curl:8.11.1"),
  DRAWBRIDGE_POLICY_FILE: z.string().optional(),
  DRAWBRIDGE_LOCAL_GROUPS: listOf("drawbridge-admins"),
  ...identityShape,
  ...tellingShape,
  DRAWBRIDGE_SANDBOX_URL: url("http:").optional(),
  DRAWBRIDGE_PROXY_URL: url("http:", "socks5:").optional(),
  DRAWBRIDGE_RESOLVERS: list,
  DRAWBRIDGE_ECHO_SERVERS: list.refine(
    (items) => items.every((item) => /^(opendns|google)=[^=]+$/.test(item)),
    "must look like opendns=ADDRESS:PORT,google=ADDRESS:PORT",
  ),
  DRAWBRIDGE_TRUSTED_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  DRAWBRIDGE_DATA_DIR: z.string().default(".data/drawbridge"),
  DRAWBRIDGE_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  DATABASE_URL: url("postgres:", "postgresql:").optional(),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
});

export type Env = z.infer<typeof schema>;

/** Settings that are missing or wrong, each with what it must be. */
export class EnvError extends Error {
  override readonly name = "EnvError" as const;
}

const isLoopback = (text: string) => ["127.0.0.1", "localhost", "[::1]"].includes(new URL(text).hostname);

/**
 * Reads and validates every setting at once. The sandbox and Google never stand in for each other: the sandbox must be
 * named, its endpoint must be on this machine, and an unencrypted endpoint is nothing but a sandbox.
 *
 * @throws EnvError with one line for each problem
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw wrongSettings(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  const env = parsed.data;
  const unsafe = env.DRAWBRIDGE_ROLE === "applier" ? [] : identityProblems(env);
  if (unsafe.length > 0) throw wrongSettings(unsafe);
  const unsigned = tellingProblems(env);
  if (unsigned.length > 0) throw wrongSettings(unsigned);
  const { DRAWBRIDGE_GOOGLE_ENDPOINT: endpoint, DRAWBRIDGE_SANDBOX_URL: sandbox } = env;
  if (sandbox && !(endpoint && isLoopback(endpoint) && isLoopback(sandbox))) {
    throw new EnvError(
      "DRAWBRIDGE_SANDBOX_URL is set, and DRAWBRIDGE_GOOGLE_ENDPOINT is not on this machine: a sandbox never talks to Google.",
    );
  }
  if (endpoint?.startsWith("http:") && !sandbox) {
    throw new EnvError(
      "DRAWBRIDGE_GOOGLE_ENDPOINT is not encrypted (http://). Only the sandbox may be; set https://, or start it with `npm run demo`.",
    );
  }
  if (env.DRAWBRIDGE_ROLE !== "all" && !env.DATABASE_URL) {
    throw new EnvError(
      `DRAWBRIDGE_ROLE=${env.DRAWBRIDGE_ROLE} needs DATABASE_URL: the two halves of Drawbridge meet in a PostgreSQL server. Without it, leave the role at "all".`,
    );
  }
  return env;
}

function wrongSettings(problems: readonly string[]): EnvError {
  const lines = problems.map((problem) => `  ${problem}`).join("\n");
  return new EnvError(`Drawbridge cannot start with these settings:\n${lines}\nSee the README, "Settings".`);
}
