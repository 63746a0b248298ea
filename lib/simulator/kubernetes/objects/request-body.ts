import { parse } from "yaml";
import { jsonBody, type SimulatedRequest } from "@/lib/simulator/http/exchange";
import { isJsonObject } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";
import { ApiRefusal, badRequest, statusAnswer } from "../status";
import { decodeProtobuf, isProtobuf } from "./protobuf";

/** The object of a request's body: JSON, YAML, or the protobuf of kubectl's typed clients. Throws 400 or 415 for others. */
export function objectBody(request: SimulatedRequest): JsonObject {
  if (request.rawBody && isProtobuf(request.rawBody)) {
    const decoded = decodeProtobuf(request.rawBody);
    if (decoded) return decoded;
    const message =
      "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml";
    throw new ApiRefusal(statusAnswer(415, "UnsupportedMediaType", message));
  }
  const isYaml = (request.headers["content-type"] ?? "").includes("yaml");
  const body = (isYaml ? parse(request.body) : jsonBody(request)) as Json | undefined;
  if (!isJsonObject(body)) throw badRequest("the object provided is unrecognized (must be of type JSON)");
  return body;
}

/** The body, or an empty object when there is none. */
export function optionalBody(request: SimulatedRequest): JsonObject {
  return request.body === "" ? {} : objectBody(request);
}

/** True for a request that is only tried. */
export function isDryRun(request: SimulatedRequest, options: JsonObject = {}): boolean {
  const inBody = options.dryRun;
  return request.query.getAll("dryRun").includes("All") || (Array.isArray(inBody) && inBody.includes("All"));
}
