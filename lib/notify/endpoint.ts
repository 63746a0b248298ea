import { createHash } from "node:crypto";

/** Where messages go. The URL's path is a secret: only `host` is ever logged or stored. */
export type Endpoint = {
  /** The host and a part of a hash of the URL: stable, and tells nothing of the path. */
  readonly id: string;
  readonly host: string;
  readonly url: string;
  /** Slack's own takes `text` and `blocks` and nothing else. */
  readonly slack: boolean;
};

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** An endpoint, or what is wrong with it in words that do not repeat it. */
export function readEndpoint(text: string): Endpoint | { readonly problem: string } {
  if (!URL.canParse(text)) return { problem: "is not a URL" };
  const url = new URL(text);
  const { protocol, hostname, host } = url;
  if (protocol !== "https:" && !(protocol === "http:" && loopback.has(hostname))) {
    return { problem: `(on ${host}) must begin with https://` };
  }
  if (url.username || url.password) return { problem: `(on ${host}) must not hold a name and password` };
  const hash = createHash("sha256").update(url.href).digest("hex").slice(0, 12);
  return { id: `${host}#${hash}`, host, url: url.href, slack: hostname === "hooks.slack.com" };
}
