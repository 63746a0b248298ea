import {
  type Configuration,
  createConfiguration,
  type HttpLibrary,
  type RequestContext,
  ResponseContext,
  ServerConfiguration,
  wrapHttpLibrary,
} from "@kubernetes/client-node";
import { type ControlPlaneConnection, serverOf } from "@/lib/kubernetes/control-plane-connection";
import { exchange } from "./exchange";
import { isKubernetesError, KubernetesError } from "./kubernetes-error";

type ApiKind<Api> = new (configuration: Configuration) => Api;

type CallOptions = {
  readonly writes?: boolean;
  /** In place of the one that the vendor's client prefers: it sends every patch as a JSON patch. */
  readonly contentType?: string;
};

/** Makes calls to one API of the vendor's client, over our own connections: see `sendToControlPlane`. */
export type Caller = <Api, Value>(
  kind: ApiKind<Api>,
  signal: AbortSignal,
  use: (api: Api) => Promise<Value>,
  options?: CallOptions,
) => Promise<Value>;

/** Every error of the calls is a `KubernetesError`. */
export function callerOf(connection: ControlPlaneConnection): Caller {
  return async (kind, signal, use, { writes = false, contentType } = {}) => {
    const httpApi = transport(connection, signal, { writes, ...(contentType !== undefined && { contentType }) });
    const baseServer = new ServerConfiguration(serverOf(connection), {});
    try {
      return await use(new kind(createConfiguration({ baseServer, httpApi })));
    } catch (error) {
      if (isKubernetesError(error)) throw error;
      const reason = writes ? "unknown-outcome" : "invalid-answer";
      throw new KubernetesError(reason, "the answer is not of Kubernetes' documented form");
    }
  };
}

/** What takes the place of the vendor's `fetch`, which honours NODE_TLS_REJECT_UNAUTHORIZED and looks names up again. */
function transport(
  connection: ControlPlaneConnection,
  signal: AbortSignal,
  { writes, contentType }: { readonly writes: boolean; readonly contentType?: string },
): HttpLibrary {
  const send = async (context: RequestContext): Promise<ResponseContext> => {
    const body = context.getBody();
    const headers = { ...context.getHeaders() };
    if (contentType !== undefined) headers["Content-Type"] = contentType;
    const request = {
      method: context.getHttpMethod().toString(),
      url: new URL(context.getUrl()),
      headers,
      ...(typeof body === "string" && { body }),
      writes,
    };
    const { status, contentType: answered, text } = await exchange(connection, request, signal);
    return new ResponseContext(
      status,
      { "content-type": answered },
      {
        text: async () => text,
        binary: async () => Buffer.from(text),
        stream: () => null,
      },
    );
  };
  return wrapHttpLibrary({ send });
}

/**
 * A name as it may stand in a path: `..` or a slash would lead to another object.
 * @throws KubernetesError `invalid`
 */
export function checkName(...names: readonly string[]): void {
  for (const name of names) {
    if (name.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) continue;
    throw new KubernetesError(
      "invalid",
      `${JSON.stringify(name.slice(0, 80))} cannot be the name of a Kubernetes object`,
    );
  }
}
