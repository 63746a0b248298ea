import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readRequest, sendAnswer } from "@/lib/simulator/http/exchange";
import { knownIdentities } from "@/lib/simulator/identity/identities";
import { findPlace, placeIds } from "@/lib/simulator/places";
import { controlBodies } from "./bodies";
import { describeState } from "./describe-state";
import { badRequest, type ControlHandlers, type ControlOptions, ok, withBody } from "./handler";
import { peopleHandlers } from "./people-handlers";
import { shellEnvironment } from "./shell-environment";
import { updateHandlers } from "./update-handlers";
import { writerHandlers } from "./writer-handlers";

const handlers: ControlHandlers = {
  "GET /state": ({ state, authorities }) => ok(describeState(state, authorities)),
  "POST /place": ({ state }, request) =>
    withBody(controlBodies.place, request, ({ place, world }) => {
      state.place = place;
      state.secondEcho = state.clusters.find((cluster) => cluster.world.name === world)?.world.secondEcho;
      return { place };
    }),
  "POST /faults": ({ state }, request) =>
    withBody(controlBodies.faults, request, (faults) => {
      state.faults.set(faults);
      return { faults };
    }),
  "DELETE /faults": ({ state }) => {
    state.faults.set([]);
    return ok({ faults: [] });
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
  "GET /requests": ({ state }) => ok({ requests: state.requests.list() }),
  "POST /reset": ({ state, actors }) => {
    actors.clear();
    state.reset();
    return ok({});
  },
  "GET /env": ({ urls, state, tokenFiles }, { query }) => {
    const place = findPlace(query.get("place") ?? state.place);
    if (!place) return badRequest(`place: one of: ${placeIds.join(", ")}`);
    const label = query.get("identity") ?? "human";
    const tokenFile = tokenFiles[label];
    if (!tokenFile) return badRequest(`identity: one of: ${knownIdentities.map((known) => known.label).join(", ")}`);
    return { status: 200, text: shellEnvironment({ ...urls, tokenFile }, place.id) };
  },
  ...peopleHandlers,
  ...updateHandlers,
  ...writerHandlers,
};

/** The control API: JSON in, JSON out. It answers only to loopback names, so that no web page can reach it by DNS rebinding. */
export function createControlServer(options: ControlOptions): Server {
  return createServer((incoming, response) => {
    void serve(options, incoming, response).catch(() => response.destroy());
  });
}

async function serve(options: ControlOptions, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
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
