import { z } from "zod";
import { answers, json, query } from "./openapi-answers";
import { sandboxClockMove, sandboxPerson, sandboxPlace } from "./schema/request";

const text = z.string();
const sandboxState = z.looseObject({
  person: z.string(),
  people: z.array(z.looseObject({ id: z.string(), name: z.string(), email: z.string() })),
  place: z.string(),
  places: z.array(z.looseObject({ id: z.string(), title: z.string(), publicAddress: z.string() })),
  clock: z.looseObject({ now: z.string() }),
  worlds: z.array(z.looseObject({ name: z.string(), title: z.string(), cluster: z.string(), place: z.string() })),
});

/** What only the sandbox answers: the part of the HTTP interface under `/api/sandbox`. */
export const sandboxPaths = {
  "/api/sandbox/env": {
    get: {
      requestParams: query("place"),
      responses: answers("Shell exports (sandbox only)", { "text/plain": { schema: text } }),
    },
  },
  "/api/sandbox/state": {
    get: { responses: answers("Places and worlds (sandbox only)", json(sandboxState)) },
  },
  "/api/sandbox/person": {
    post: {
      requestBody: { required: true, content: json(sandboxPerson) },
      responses: answers("Who this browser now is (sandbox only)", json(sandboxPerson)),
    },
  },
  "/api/sandbox/place": {
    post: {
      requestBody: { required: true, content: json(sandboxPlace) },
      responses: answers("Where this browser now is (sandbox only)", json(sandboxPlace)),
    },
  },
  "/api/sandbox/clock": {
    post: {
      requestBody: { required: true, content: json(sandboxClockMove) },
      responses: answers("The simulated world's time (sandbox only)", json(z.looseObject({ now: text }))),
    },
  },
};
