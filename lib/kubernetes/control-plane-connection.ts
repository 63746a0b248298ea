import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { TLSSocket } from "node:tls";
import { KubeConfig } from "@kubernetes/client-node";

/** A control plane as Google describes it. Built by us from Google's answer, never from a person's kubeconfig. */
export type ControlPlane = {
  readonly host: string;
  /** What `host` resolved to when it was checked: connected to in its place, but not through a proxy. */
  readonly address?: string | undefined;
  /** Base64 of the CA's PEM; undefined where the system's roots hold (the DNS endpoint). */
  readonly caCertificate: string | undefined;
  readonly proxyUrl: string | undefined;
  /** Google access token of Drawbridge's own identity. */
  readonly token: string;
};

/** Milliseconds that a proxy may take to make a tunnel. */
const idleLimit = 30_000;

/** How a control plane is reached: the vendor's config, and the address that its server's name stands for. */
export type ControlPlaneConnection = { readonly config: KubeConfig; readonly address: string | undefined };

export type ControlPlaneRequest = {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Called once the certificate is verified: from then on the server may see the request. */
  readonly onSecured?: () => void;
};

export function connectionOf(controlPlane: ControlPlane): ControlPlaneConnection {
  return { config: kubeConfigOf(controlPlane), address: controlPlane.address };
}

/** `https://HOST`, without a slash at its end. */
export function serverOf({ config }: ControlPlaneConnection): string {
  return (config.getCurrentCluster()?.server ?? "").replace(/\/$/, "");
}

/**
 * Sends one request over a connection whose certificate is verified, and resolves when the answer begins. The token is
 * sent only then; a proxy sees neither.
 *
 * @throws Error with node's `code` when no answer came
 */
export async function sendToControlPlane(
  { config, address }: ControlPlaneConnection,
  { method, url, headers, body, onSecured }: ControlPlaneRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  /* Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot make it otherwise. */
  const options: Parameters<KubeConfig["applyToHTTPSOptions"]>[0] = { rejectUnauthorized: true, timeout: idleLimit };
  await config.applyToHTTPSOptions(options);
  /* Said aloud, too: node frames the body of a DELETE only then. */
  const length: Record<string, string> = body === undefined ? {} : { "content-length": `${Buffer.byteLength(body)}` };
  const given = options.headers as Record<string, string>;
  signal.throwIfAborted();
  const over = new AbortController();
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    const attempt = request(
      url,
      {
        ...options,
        ...(address !== undefined && { lookup: always(address) }),
        method,
        headers: { "user-agent": "drawbridge", ...given, ...headers, ...length },
        signal,
      },
      resolve,
    );
    attempt.once("socket", (socket) => {
      if (socket instanceof TLSSocket) socket.once("secureConnect", () => onSecured?.());
    });
    attempt.on("error", reject);
    /* Node tells of an abort only when it has a socket, which a silent proxy never gives. */
    signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: over.signal });
    attempt.end(body);
  });
  return answer.finally(() => over.abort());
}

function kubeConfigOf({ host, caCertificate, proxyUrl, token }: ControlPlane): KubeConfig {
  const config = new KubeConfig();
  const server = `https://${host.includes(":") ? `[${host}]` : host}`;
  const cluster = { name: "control-plane", server, skipTLSVerify: false };
  config.loadFromOptions({
    clusters: [{ ...cluster, ...(caCertificate && { caData: caCertificate }), ...(proxyUrl && { proxyUrl }) }],
    users: [{ name: "drawbridge", token }],
    contexts: [{ name: "diagnosis", cluster: "control-plane", user: "drawbridge" }],
    currentContext: "diagnosis",
  });
  return config;
}

/** A look-up that gives the checked address, so that a name cannot lead elsewhere the second time. */
function always(address: string): LookupFunction {
  const family = isIP(address);
  return (_name, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family));
}
