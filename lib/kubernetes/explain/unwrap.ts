/** The URL of a request that failed, as client-go prints it (`Get "https://10.0.0.2/api?timeout=32s": …`). */
export type RequestUrl = {
  readonly scheme: "http" | "https";
  /** Without brackets. */
  readonly host: string;
  readonly port?: number;
  /** kubectl's `?timeout=`, in seconds: 32 unless `--request-timeout` was given. */
  readonly timeoutSeconds?: number;
};

/** An error with the layers that clients put around it taken off. */
export type Root = {
  /** The innermost error. */
  readonly text: string;
  /** Where it starts in the statement. */
  readonly at: number;
  /** A layer says that a call to the API server failed below HTTP: `Unable to connect to the server: `, `Get "…": `. */
  readonly call: boolean;
  /** Some known layer was taken off. */
  readonly wrapped: boolean;
  /** The API server answered with a Status: its reason, or "" when it gave none. */
  readonly answered?: string;
  readonly url?: RequestUrl;
  /** The error is about the way to the proxy, not to the API server. */
  readonly proxied: boolean;
  /** A SOCKS proxy was spoken to and gave this error. */
  readonly socks: boolean;
};

const request =
  /\b(?:Get|Head|Post|Put|Patch|Delete|GET|HEAD|POST|PUT|PATCH|DELETE) \\?"?(https?):\/\/([^\s"\\]{1,2000})\\?"?:? ?/g;
/** With Go's reason where there is one; other clients leave the prefix out and print only the API server's own words. */
const serverStatus =
  /(?:^|: )(?:Error from server(?: \((\w{1,40})\))?: |(?=Internal error occurred: |failed calling webhook |error dialing backend: ))/;
const socksConnect = /socks connect tcp [^\s>]{1,300}>\S{1,300}?: /;
const callLayer =
  /(?:Unable to connect to the server|[Cc]ouldn't get current server API group list|Kubernetes cluster unreachable|failed to download openapi|(?:Error )?loading discovery information|Connection error): /iy;
const otherLayer =
  /(?:error|fatal|error validating "[^"\n]{0,300}"|error validating data|\[?unable to [a-z]{1,20}(?: "?[\w./-]{1,200}"?){0,6}|failed to [a-z]{1,20}(?: "?[\w./-]{1,200}"?){0,6}|(?:install|upgrade|uninstall)(?:ation)? failed): |skipped caching discovery info due to /iy;

/** What follows these is not the error itself. */
const suffixes = [" - error from a previous attempt: ", "; if you choose to ignore these errors, turn validation off"];

/** Takes the layers off one statement. Linear; never fails: without any known layer the root is the statement. */
export function unwrap(statement: string): Root {
  const text = statement.slice(0, Math.min(...suffixes.map((suffix) => indexOrEnd(statement, suffix))));

  const status = serverStatus.exec(text);
  if (status) {
    const at = status.index + status[0].length;
    return { ...rootAt(text, at), call: false, wrapped: true, answered: status[1] ?? "", proxied: false, socks: false };
  }

  const requests = [...text.matchAll(request)];
  const last = requests.at(-1);
  let at = last ? last.index + last[0].length : 0;
  let call = last !== undefined;
  for (let layer = nextLayer(text, at); layer; layer = nextLayer(text, at)) {
    at = layer.end;
    call ||= layer.call;
  }

  const proxyLayer = text.indexOf("proxyconnect tcp: ", at);
  const socksLayer = socksConnect.exec(text.slice(at));
  if (proxyLayer >= 0) at = proxyLayer + "proxyconnect tcp: ".length;
  else if (socksLayer) at += socksLayer.index + socksLayer[0].length;

  const url = last && readUrl(last[1], last[2]);
  return {
    ...rootAt(text, at),
    call,
    wrapped: at > 0,
    ...(url && { url }),
    proxied: proxyLayer >= 0 || socksLayer !== null,
    socks: socksLayer !== null,
  };
}

function rootAt(text: string, at: number): { text: string; at: number } {
  const root = text.slice(at);
  return { text: root.trim(), at: at + (root.length - root.trimStart().length) };
}

function nextLayer(text: string, at: number): { end: number; call: boolean } | undefined {
  for (const layer of [callLayer, otherLayer]) {
    layer.lastIndex = at;
    if (layer.test(text)) return { end: layer.lastIndex, call: layer === callLayer };
  }
  return undefined;
}

function indexOrEnd(text: string, part: string): number {
  const index = text.indexOf(part);
  return index < 0 ? text.length : index;
}

/** Splits `host:port/path?query` (host may be a bracketed IPv6 address, and user info may stand before it). */
export function readUrl(scheme: string | undefined, rest: string | undefined): RequestUrl | undefined {
  if ((scheme !== "http" && scheme !== "https") || !rest) return undefined;
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? "";
  const place = readHostPort(authority.slice(authority.lastIndexOf("@") + 1));
  if (!place) return undefined;
  const seconds = /[?&]timeout=(\d{1,6})s/.exec(rest)?.[1];
  return { scheme, ...place, ...(seconds && { timeoutSeconds: Number(seconds) }) };
}

/** Reads `host`, `host:port`, `[v6]` and `[v6]:port`; undefined when no host is left. */
export function readHostPort(text: string): { host: string; port?: number } | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^\]]{1,100})\]|([^:[\]]{1,300}))(?::(\d{1,5}))?:?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  return host ? { host, ...(port && { port: Number(port) }) } : undefined;
}
