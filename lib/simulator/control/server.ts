import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { ZodType } from "zod";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import {
  jsonBody,
  readRequest,
  type SimulatedAnswer,
  type SimulatedRequest,
  sendAnswer,
} from "@/lib/simulator/http/exchange";
import { findPlace, placeIds } from "@/lib/simulator/places";
import type { SimulatorState } from "@/lib/simulator/state";
import { controlBodies } from "./bodies";
import { describeState } from "./describe-state";
import type { KubeconfigAuthorities } from "./kubeconfig";
import { type SimulatorUrls, shellEnvironment } from "./shell-environment";

type Options = {
  readonly state: SimulatorState;
  readonly authorities: (cluster: SimulatedCluster) => KubeconfigAuthorities;
  readonly urls: SimulatorUrls;
};

type Handler = (options: Options, request: SimulatedRequest) => SimulatedAnswer;

const handlers: Readonly<Record<string, Handler>> = {
  "GET /state": ({ state, authorities }) => ({ status: 200, json: describeState(state, authorities) }),
  "POST /place": ({ state }, request) =>
    withBody(controlBodies.place, request, ({ place }) => {
      state.place = place;
      return { place };
    }),
  "POST /faults": ({ state }, request) =>
    withBody(controlBodies.faults, request, (faults) => {
      state.faults.set(faults);
      return { faults };
    }),
  "DELETE /faults": ({ state }) => {
    state.faults.set([]);
    return { status: 200, json: { faults: [] } };
  },
  "POST /second-echo": ({ state }, request) =>
    withBody(controlBodies.secondEcho, request, ({ address }) => {
      state.secondEcho = address ?? undefined;
      return { address };
    }),
  "POST /front-door": ({ state }, request) =>
    withBody(controlBodies.frontDoor, request, ({ target }) => {
      state.frontDoorTarget = target;
      return { target };
    }),
  "GET /requests": ({ state }) => ({ status: 200, json: { requests: state.requests.list() } }),
  "POST /reset": ({ state }) => {
    state.reset();
    return { status: 200, json: {} };
  },
  "GET /env": ({ urls, state }, { query }) => {
    const place = findPlace(query.get("place") ?? state.place);
    return place
      ? { status: 200, text: shellEnvironment(urls, place.id) }
      : badRequest(`place: one of: ${placeIds.join(", ")}`);
  },
};

/** The control API: JSON in, JSON out. It answers only to loopback names, so that no web page can reach it by DNS rebinding. */
export function createControlServer(options: Options): Server {
  return createServer((incoming, response) => {
    void serve(options, incoming, response).catch(() => response.destroy());
  });
}

async function serve(options: Options, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(incoming);
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
    sendAnswer(response, { status: 421, json: { error: "The control API answers to 127.0.0.1 and localhost only." } });
    return;
  }
  const handler = handlers[`${request.method} ${request.path}`];
  const unknown = {
    status: 404,
    json: { error: `Nothing is called ${request.method} ${request.path}.`, known: Object.keys(handlers) },
  };
  sendAnswer(response, handler ? handler(options, request) : unknown);
}

function withBody<Body>(
  schema: ZodType<Body>,
  request: SimulatedRequest,
  apply: (body: Body) => object,
): SimulatedAnswer {
  const parsed = schema.safeParse(jsonBody(request));
  if (!parsed.success)
    return badRequest(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  return { status: 200, json: apply(parsed.data) };
}

function badRequest(error: string): SimulatedAnswer {
  return { status: 400, json: { error } };
}
