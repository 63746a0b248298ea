import { z } from "zod";
import { createDocument } from "zod-openapi";
import { callerDescription } from "./describe-caller";
import { explanation } from "./explain-error";
import { clusterPage } from "./list-clusters";
import { plan } from "./schema/plan";
import { report, streamLine } from "./schema/report";
import { diagnosisRequest, explanationRequest, planRequest, sandboxPlace } from "./schema/request";

const problem = z.object({ type: z.string(), title: z.string(), status: z.number(), detail: z.string() });
const reportList = z.object({
  reports: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      cluster: z.string(),
      verdict: z.string(),
      cause: z.string().nullable(),
      hop: z.string().nullable(),
      headline: z.string(),
      vantageKind: z.string(),
      durationMs: z.number(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

const readiness = z.object({
  status: z.literal("ok"),
  mode: z.enum(["sandbox", "google"]),
  store: z.object({ kind: z.enum(["embedded", "server"]), version: z.string() }),
});
const sandboxState = z.looseObject({
  place: z.string(),
  places: z.array(z.looseObject({ id: z.string(), title: z.string(), publicAddress: z.string() })),
  worlds: z.array(z.looseObject({ name: z.string(), title: z.string(), cluster: z.string(), place: z.string() })),
});

const json = (schema: z.ZodType) => ({ "application/json": { schema } });
const answers = (description: string, content: Record<string, { schema: z.ZodType }>) => ({
  "200": { description, content },
  default: {
    description: "What was wrong and what to do (RFC 9457)",
    content: { "application/problem+json": { schema: problem } },
  },
});
const text = z.string();
const query = (...names: string[]) => ({
  query: z.object(Object.fromEntries(names.map((name) => [name, z.string().optional()]))),
});

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** Which methods the document has for a path of a request; none when it has no such path. */
export function publishedMethods({ paths = {} }: OpenApiDocument): (pathname: string) => readonly string[] {
  const published = Object.entries(paths).map(([template, operations]) => ({
    pattern: new RegExp(`^${template.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
    methods: Object.keys(operations ?? {}).map((name) => name.toUpperCase()),
  }));
  return (pathname) => published.find(({ pattern }) => pattern.test(pathname))?.methods ?? [];
}

/** The HTTP interface as an OpenAPI 3.1 document, from the schemas that the handlers themselves use. */
export function openApiDocument(version: string): OpenApiDocument {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Drawbridge",
      version,
      description: "Why a private GKE control plane cannot be reached, and the fix.",
    },
    paths: {
      "/api/healthz": { get: { responses: answers("The process answers", json(z.object({ status: z.string() }))) } },
      "/api/readyz": { get: { responses: answers("The store answers too", json(readiness)) } },
      "/api/metrics": { get: { responses: answers("Prometheus text", { "text/plain": { schema: text } }) } },
      "/api/caller": { get: { responses: answers("The caller as this server sees it", json(callerDescription)) } },
      "/api/clusters": {
        get: {
          requestParams: query("project", "q", "cursor"),
          responses: answers("Clusters of the configured projects", json(clusterPage)),
        },
      },
      "/api/diagnoses": {
        post: {
          requestBody: { required: true, content: json(diagnosisRequest) },
          responses: answers("One line for each event, as it happens", {
            "application/x-ndjson": { schema: streamLine },
          }),
        },
        get: {
          requestParams: query("cluster", "cursor"),
          responses: answers("Finished diagnoses, newest first", json(reportList)),
        },
      },
      "/api/diagnoses/{id}": {
        get: {
          requestParams: { path: z.object({ id: z.string() }) },
          responses: answers("The immutable report, or its incident note", {
            ...json(report),
            "text/markdown": { schema: text },
          }),
        },
      },
      "/api/explanations": {
        post: {
          requestBody: { required: true, content: json(explanationRequest) },
          responses: answers("What the text means", json(explanation)),
        },
      },
      "/api/plans": {
        post: {
          requestBody: { required: true, content: json(planRequest) },
          responses: answers("The exact plan", json(plan)),
        },
      },
      "/api/sandbox/env": {
        get: {
          requestParams: query("place"),
          responses: answers("Shell exports (sandbox only)", { "text/plain": { schema: text } }),
        },
      },
      "/api/sandbox/state": {
        get: { responses: answers("Places and worlds (sandbox only)", json(sandboxState)) },
      },
      "/api/sandbox/place": {
        post: {
          requestBody: { required: true, content: json(sandboxPlace) },
          responses: answers("Where this browser now is (sandbox only)", json(sandboxPlace)),
        },
      },
      "/api/openapi.json": {
        get: { responses: answers("This document", json(z.looseObject({ openapi: z.literal("3.1.0") }))) },
      },
    },
  });
}
