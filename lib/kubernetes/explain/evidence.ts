import { execGuarded, guard } from "./guarded-pattern";
import type { Statement } from "./statements";
import { type RequestUrl, type Root, unwrap } from "./unwrap";

/** One statement and its root error. */
export type Reading = { readonly statement: Statement; readonly root: Root };

/** Why the credential plugin failed, from its own output. */
export type PluginTrouble =
  | "gcloud-missing"
  | "not-logged-in"
  | "reauthentication"
  | "oauth-unreachable"
  | "adc-missing";

/** What all the statements of one command say together; it decides between causes that share a last line. */
export type Evidence = {
  /** Some line names the way to the proxy as what was refused. */
  readonly proxyRefused: boolean;
  /** Some line says that a dial to the API server itself was refused. */
  readonly directRefused: boolean;
  /** A resolver refused a question: kubectl then prints the same "was refused" line. */
  readonly resolverRefused: boolean;
  readonly dialTimedOut: boolean;
  readonly handshakeTimedOut: boolean;
  /** How often a deadline ran out, by Go's four wordings. */
  readonly deadlines: {
    readonly waitingForConnection: number;
    readonly bare: number;
    readonly awaitingHeaders: number;
    readonly canceled: number;
  };
  /** `-v=6`: the last HTTP status that the server gave. */
  readonly httpStatus?: number;
  /** `-v=8`: a TCP connection was made. */
  readonly connected: boolean;
  /** `-v=6`: a kubeconfig file was read. */
  readonly kubeconfigLoaded: boolean;
  /** The URL that was called, from any line. */
  readonly url?: RequestUrl;
  /** The printed command set `HTTPS_PROXY` or the like: its value. */
  readonly proxySetting?: string;
  /** `--request-timeout` was given (true), surely not given (false), or cannot be seen. */
  readonly requestTimeout?: boolean;
  /** Wall-clock seconds, from `time`. */
  readonly seconds?: number;
  readonly pluginTrouble?: PluginTrouble;
};

const roundTrip = /^(\d{3}) [A-Z][\w -]{0,40} in \d{1,9} milliseconds/;
const structuredStatus = /\bstatus="(\d{3}) /;
const proxyVariable = /\b(?:HTTPS?_PROXY|ALL_PROXY)=(\S{1,300})/i;
const wallClock = /^(?:real\s{1,8}(\d{1,4})m([\d.,]{1,8})s|.{0,200} ([\d.]{1,8}) total)$/;

const troubleWords: readonly (readonly [PluginTrouble, RegExp])[] = [
  ["gcloud-missing", /exec: "gcloud(?:\.cmd)?": executable file not found/],
  [
    "oauth-unreachable",
    /(?:refreshing|reauthenticating)[^\n]{0,200}(?:Max retries exceeded|Connection refused|timed out)/,
  ],
  [
    "reauthentication",
    /Reauthentication (?:is needed|failed|required)|invalid_rapt|invalid_grant|refreshing (?:your current )?auth tokens/,
  ],
  ["not-logged-in", /do not currently have an active account selected/],
  ["adc-missing", /google default token/],
];

const pluginTroubles = troubleWords.map(([trouble, pattern]) => ({ trouble, guarded: guard(pattern) }));

export function readStatement(statement: Statement): Reading {
  return { statement, root: unwrap(statement.body.text) };
}

export function gatherEvidence(readings: readonly Reading[]): Evidence {
  const roots = readings.map((reading) => reading.root);
  const texts = readings.map((reading) => reading.statement.body.text);
  const some = (condition: (root: Root) => boolean) => roots.some(condition);
  const count = (pattern: RegExp) => roots.filter((root) => pattern.test(root.text)).length;
  const last = <T>(find: (reading: Reading) => T | undefined): T | undefined => {
    for (let index = readings.length - 1; index >= 0; index--) {
      const reading = readings[index];
      const found = reading && find(reading);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const url = last((reading) => reading.root.url);
  const httpStatus = last(readHttpStatus);
  const proxySetting = last(readProxySetting);
  const seconds = last((reading) => readSeconds(reading.statement.body.text));
  const requestTimeout = readRequestTimeout(readings, url);
  const pluginTrouble = pluginTroubles.find(({ guarded }) => texts.some((text) => execGuarded(guarded, text)))?.trouble;

  return {
    proxyRefused: some((root) => isRefusal(root) && (root.proxied || dialsElsewhere(root))),
    directRefused: some((root) => isRefusal(root) && !root.proxied && !dialsElsewhere(root) && !isLookup(root)),
    resolverRefused: some((root) => isRefusal(root) && !root.proxied && isLookup(root)),
    dialTimedOut: some((root) => !root.proxied && /^dial tcp [^ ]{1,100}: i\/o timeout/.test(root.text)),
    handshakeTimedOut: some((root) => !root.proxied && root.text.includes("TLS handshake timeout")),
    deadlines: {
      waitingForConnection: count(/request canceled while waiting for connection/),
      bare: count(/^context deadline exceeded$/),
      awaitingHeaders: count(/^context deadline exceeded \(Client\.Timeout/),
      canceled: count(/^net\/http: request canceled \(Client\.Timeout/),
    },
    connected: texts.some((text) => /HTTP Trace: Dial to tcp:\S{1,100} succeed/.test(text)),
    kubeconfigLoaded: texts.some((text) => text.startsWith("Config loaded from file")),
    ...(url && { url }),
    ...(httpStatus !== undefined && { httpStatus }),
    ...(proxySetting !== undefined && { proxySetting }),
    ...(requestTimeout !== undefined && { requestTimeout }),
    ...(seconds !== undefined && { seconds }),
    ...(pluginTrouble && { pluginTrouble }),
  };
}

function isRefusal(root: Root): boolean {
  return /dial (?:tcp|udp)/.test(root.text) || root.text.includes("read udp")
    ? /connection refused|actively refused/.test(root.text)
    : false;
}

function isLookup(root: Root): boolean {
  return root.text.includes("lookup ");
}

/** The address in `dial tcp ADDRESS:443: …`, without brackets. */
export function dialledAddress(root: Root): string | undefined {
  return /dial tcp \[?([\d.]{7,15}|[\da-f:]{2,45})\]?:\d/i.exec(root.text)?.[1];
}

/** An address other than the URL's own was dialled: a proxy that the client did not name. */
export function dialsElsewhere(root: Root): boolean {
  const dialled = dialledAddress(root);
  const host = root.url?.host;
  return dialled !== undefined && host !== undefined && isAddress(host) && host !== dialled;
}

export function isAddress(host: string): boolean {
  return host.includes(":") || /^[\d.]{7,15}$/.test(host);
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.[\d.]{5,11}$/.test(host);
}

function readHttpStatus({ statement, root }: Reading): number | undefined {
  if (statement.kind !== "log") return undefined;
  const status = roundTrip.exec(root.text)?.[1] ?? structuredStatus.exec(statement.body.text)?.[1];
  return status ? Number(status) : undefined;
}

function readProxySetting({ statement }: Reading): string | undefined {
  return statement.kind === "command" ? readProxyVariable(statement.body.text) : undefined;
}

/** The value of `HTTPS_PROXY` and its like in a command line; it may hold a password. */
export function readProxyVariable(command: string): string | undefined {
  return proxyVariable.exec(command)?.[1];
}

function readSeconds(text: string): number | undefined {
  const [, minutes, seconds, total] = wallClock.exec(text) ?? [];
  if (total) return Number(total);
  return minutes && seconds ? Number(minutes) * 60 + Number(seconds.replace(",", ".")) : undefined;
}

/** kubectl sends its time limit as `?timeout=`: 32 s when nobody set one. */
function readRequestTimeout(readings: readonly Reading[], url: RequestUrl | undefined): boolean | undefined {
  if (url?.timeoutSeconds !== undefined) return url.timeoutSeconds !== 32;
  const command = readings.findLast((reading) => reading.statement.kind === "command");
  return command?.statement.body.text.includes("--request-timeout") ? true : undefined;
}
