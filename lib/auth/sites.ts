/** The names under which people reach Drawbridge. A request to another one, or from a page of another one, is refused. */
export type Sites = {
  readonly isOwnHost: (host: string) => boolean;
  /** Hosts by which probes may ask: where Drawbridge has a public name they use others, such as a pod's address. */
  readonly isProbeHost: (host: string) => boolean;
  /** `host` is the request's own, which `isOwnHost`. */
  readonly isOwnOrigin: (origin: string, host: string) => boolean;
  /** The origin that people see for a request to this host of ours. */
  readonly originOf: (host: string) => string;
  /** For a person whose request went elsewhere: where to go. */
  readonly advice: string;
};

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

const isLoopbackHost = (host: string) => loopbackHosts.has(host.replace(/:\d+$/, ""));

/** The names of this machine, on any port. */
export const loopbackSites: Sites = {
  isOwnHost: isLoopbackHost,
  isProbeHost: isLoopbackHost,
  isOwnOrigin: (origin, host) => URL.canParse(origin) && new URL(origin).host === host,
  originOf: (host) => `http://${host}`,
  advice: "Drawbridge answers only on this machine's own names: open it as http://localhost or http://127.0.0.1.",
};

/** The public addresses of a deployment: one or more origins such as `https://drawbridge.corp.example`. */
export function publicSites(origins: readonly string[]): Sites {
  const urls = origins.map((origin) => new URL(origin));
  const ofHost = (host: string) => urls.find((url) => hostAsBrowsersWriteIt(host, url.protocol) === url.host);
  return {
    isOwnHost: (host) => ofHost(host) !== undefined,
    isProbeHost: () => true,
    isOwnOrigin: (origin) => urls.some((url) => url.origin === origin),
    originOf: (host) => (ofHost(host) ?? urls[0] ?? new URL("http://localhost")).origin,
    advice: `Drawbridge answers only at its public address: open ${urls.map(({ origin }) => origin).join(" or ")}.`,
  };
}

/** In lower case and without the scheme's own port; undefined for what is no host. */
function hostAsBrowsersWriteIt(host: string, protocol: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(host)) return undefined;
  const text = `${protocol}//${host}`;
  return URL.canParse(text) ? new URL(text).host : undefined;
}
