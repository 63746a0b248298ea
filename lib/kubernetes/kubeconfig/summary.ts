import { z } from "zod";
import { isProgramName } from "./program-name";
import { formatProxyUrl, formatServerAddress, parseHostName, parseServerAddress } from "./server-address";
import { maxNameLength, visibleText } from "./text";

const providerPrefix = "auth-provider:";

/** True when the text is exactly what `read` would make of it: a URL with a password, a path or capitals is refused. */
function isCanonical(text: string, format: typeof formatServerAddress): boolean {
  const address = parseServerAddress(text);
  return address !== undefined && format(address) === text;
}

/**
 * The only thing about a person's kubeconfig that leaves the page. Anything else in it is refused, so neither a token
 * nor a file can be smuggled in: every field has one canonical form and a limit.
 */
export const kubeconfigSummarySchema = z.strictObject({
  /** The chosen context's name; null when none is set. */
  context: z
    .string()
    .min(1)
    .max(maxNameLength)
    .refine((name) => visibleText(name) === name, "has invisible characters")
    .nullable(),
  /** `host`, `host:port` or `[v6]:port`: no scheme, and no port when it is 443. */
  server: z
    .string()
    .max(262)
    .refine((server) => isCanonical(server, formatServerAddress), "is not host or host:port")
    .nullable(),
  /** Lower-case hex SHA-256 of the first CA certificate (DER); null when the file does not hold the CA itself. */
  caSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** `gke-gcloud-auth-plugin`, or `auth-provider:gcp` for the removed kind; null when no program logs in. */
  execCommandBasename: z
    .string()
    .max(80)
    .refine(
      (name) => isProgramName(name.startsWith(providerPrefix) ? name.slice(providerPrefix.length) : name),
      "is not a program's name",
    )
    .nullable(),
  /** `scheme://host:port` without user name and password; null when none is set or it cannot be read. */
  proxyUrl: z
    .string()
    .max(300)
    .refine((url) => isCanonical(url, formatProxyUrl), "is not scheme://host:port")
    .nullable(),
  tlsServerName: z
    .string()
    .max(253)
    .refine((name) => parseHostName(name) === name, "is not a host name")
    .nullable(),
});

export type KubeconfigSummary = Readonly<z.infer<typeof kubeconfigSummarySchema>>;
