import { parseAddress } from "@/lib/core/address";

/** Where a URL or `host:port` points. `host` is lower case, canonical for addresses, without brackets and trailing dot. */
export type ServerAddress = { readonly scheme: string | null; readonly host: string; readonly port: number | null };

const schemePart = /^([a-z][a-z0-9+.-]*):\/\//i;
const authorityPart = /^(?:[^/?#]*@)?(\[[^\]/?#@]+\]|[^:/?#@[\]]+)(?::(\d{0,5}))?(?:[/?#][^@]*)?$/;
const hostName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/**
 * Reads the `server` or `proxy-url` of a kubeconfig: `https://34.78.1.2`, `34.78.1.2:443`, `[2001:db8::1]:443`.
 * User name, password, path and query are dropped. Undefined when it is none of these, or when an `@` after the host
 * leaves open where a password ends: what is returned never holds a part of one.
 * Nothing is guessed: `0x7f.1` is not an address here, and a bare IPv6 address must be in brackets.
 */
export function parseServerAddress(text: string): ServerAddress | undefined {
  const trimmed = text.trim();
  const [prefix = "", scheme] = schemePart.exec(trimmed) ?? [];
  const [, authority, digits] = authorityPart.exec(trimmed.slice(prefix.length)) ?? [];
  if (authority === undefined) return undefined;
  const host = canonicalHost(authority);
  const port = digits ? Number(digits) : null;
  if (host === undefined || (port !== null && (port < 1 || port > 65_535))) return undefined;
  return { scheme: scheme?.toLowerCase() ?? null, host, port };
}

function canonicalHost(authority: string): string | undefined {
  if (!authority.startsWith("[")) return parseHostName(authority);
  return authority.includes(":") ? parseAddress(authority.slice(1, -1)) : undefined;
}

/** A host name in lower case without trailing dot, or an IPv4 address; undefined for anything else. */
export function parseHostName(text: string): string | undefined {
  const name = text.toLowerCase().replace(/\.$/, "");
  if (/^[\d.]+$/.test(name)) return parseAddress(name);
  return hostName.test(name) ? name : undefined;
}

/** `host`, `host:port` or `[v6]:port`. Port 443 and the default port of the scheme `https` are left out; plain `http` shows its 80. */
export function formatServerAddress({ scheme, host, port }: ServerAddress): string {
  const effectivePort = port ?? (scheme === "http" ? 80 : 443);
  const shownHost = host.includes(":") ? `[${host}]` : host;
  return effectivePort === 443 ? shownHost : `${shownHost}:${effectivePort}`;
}

/** `scheme://host:port` with the port as it was written, and no user name or password. */
export function formatProxyUrl({ scheme, host, port }: ServerAddress): string {
  const shownHost = host.includes(":") ? `[${host}]` : host;
  return `${scheme === null ? "" : `${scheme}://`}${shownHost}${port === null ? "" : `:${port}`}`;
}
