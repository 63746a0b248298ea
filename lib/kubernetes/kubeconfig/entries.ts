import type { Node } from "yaml";
import { programName } from "./program-name";
import { formatProxyUrl, formatServerAddress, parseHostName, parseServerAddress } from "./server-address";
import { visibleName } from "./text";
import type { Fields } from "./yaml-fields";

/** Where a cluster entry has its CA. `hidden`: `kubectl config view` leaves the data out. */
type CertificateAuthority =
  | { readonly kind: "none" }
  | { readonly kind: "file" }
  | { readonly kind: "hidden" }
  | { readonly kind: "data"; readonly base64: string };

export type ClusterEntry = {
  readonly name: string;
  /** `host`, `host:port` or `[v6]:port`, see `formatServerAddress`; null when missing or unreadable. */
  readonly server: string | null;
  readonly certificateAuthority: CertificateAuthority;
  readonly insecureSkipTlsVerify: boolean;
  /** Without user name and password; null when missing or unreadable. */
  readonly proxyUrl: string | null;
  readonly tlsServerName: string | null;
};

/** What is kept of a user entry: nothing but how it logs in. */
export type UserEntry = { readonly name: string; readonly execCommandBasename: string | null };

export type ContextEntry = {
  readonly name: string;
  readonly cluster: string | null;
  readonly user: string | null;
  readonly namespace?: string;
};

/** One entry and what is odd about it, as sentences. */
export type EntryReading<Entry> = { readonly entry: Entry; readonly warnings: readonly string[] };

const trueWords = new Set(["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"]);

/** Reads the `cluster` part of an entry of `clusters`. */
export function readCluster(fields: Fields, name: string, cluster: Node | undefined): EntryReading<ClusterEntry> {
  const serverText = fields.textField(cluster, "server");
  const server = serverText === undefined ? undefined : parseServerAddress(serverText);
  const proxyText = fields.textField(cluster, "proxy-url");
  const proxy = proxyText === undefined ? undefined : parseServerAddress(proxyText);
  const tlsNameText = fields.textField(cluster, "tls-server-name");
  const tlsName = tlsNameText === undefined ? undefined : parseHostName(tlsNameText);
  const odd: readonly (readonly [string, boolean])[] = [
    ["has no server", serverText === undefined],
    ["has a server that is not an address or host name", serverText !== undefined && !server],
    ["has a server without https://", server !== undefined && server.scheme === null],
    ["uses plain http", server?.scheme === "http"],
    ["has a proxy-url that cannot be read", proxyText !== undefined && !proxy],
    ["has a tls-server-name that is not a host name", tlsNameText !== undefined && !tlsName],
  ];
  return {
    entry: {
      name,
      server: server ? formatServerAddress(server) : null,
      certificateAuthority: readAuthority(fields, cluster),
      insecureSkipTlsVerify: trueWords.has(fields.textField(cluster, "insecure-skip-tls-verify") ?? ""),
      proxyUrl: proxy ? formatProxyUrl(proxy) : null,
      tlsServerName: tlsName ?? null,
    },
    warnings: odd.filter(([, applies]) => applies).map(([what]) => `The cluster "${name}" ${what}.`),
  };
}

function readAuthority(fields: Fields, cluster: Node | undefined): CertificateAuthority {
  const data = fields.textField(cluster, "certificate-authority-data");
  if (data && /OMITTED|REDACTED/i.test(data)) return { kind: "hidden" };
  if (data) return { kind: "data", base64: data };
  return fields.textField(cluster, "certificate-authority") ? { kind: "file" } : { kind: "none" };
}

/** Reads the `user` part of an entry of `users`: the plugin's name, nothing else. */
export function readUser(fields: Fields, name: string, user: Node | undefined): EntryReading<UserEntry> {
  const command = fields.textField(fields.field(user, "exec"), "command");
  const provider = fields.textField(fields.field(user, "auth-provider"), "name");
  const execCommandBasename = command
    ? programName(command)
    : provider
      ? `auth-provider:${programName(provider)}`
      : null;
  return { entry: { name, execCommandBasename }, warnings: [] };
}

/** Reads the `context` part of an entry of `contexts`. */
export function readContext(fields: Fields, name: string, context: Node | undefined): EntryReading<ContextEntry> {
  const text = (key: string) => visibleName(fields.textField(context, key));
  const namespace = text("namespace");
  return {
    entry: { name, cluster: text("cluster") || null, user: text("user") || null, ...(namespace ? { namespace } : {}) },
    warnings: [],
  };
}
