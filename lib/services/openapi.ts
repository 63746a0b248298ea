import { z } from "zod";
import { createDocument } from "zod-openapi";
import { callerDescription } from "./describe-caller";
import { explanation } from "./explain-error";
import { clusterPage } from "./list-clusters";
import { answers, json, query } from "./openapi-answers";
import { sandboxPaths } from "./openapi-sandbox";
import { workloadPaths } from "./openapi-workloads";
import {
  accessPreview,
  accessRequest,
  applyRequest,
  approveRequest,
  change,
  denyRequest,
  extendRequest,
  grant,
  grantPage,
  me,
  probesRequest,
  proof,
  reviewRequest,
  verificationRequest,
} from "./schema/access";
import { clusterPlanRequest } from "./schema/cluster-plan";
import { auditEvent, auditPage, auditProof, listPage } from "./schema/lists";
import { plan } from "./schema/plan";
import { report, streamLine } from "./schema/report";
import { diagnosisRequest, explanationRequest, planRequest } from "./schema/request";

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

const redirects = (description: string) => {
  const { default: problems } = answers("", {});
  return { "302": { description, headers: { location: { schema: { type: "string" as const } } } }, default: problems };
};
const text = z.string();

const byId = { path: z.object({ id: z.string() }) };
const onceOnly = { header: z.object({ "Idempotency-Key": z.string().max(200).optional() }) };

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
      "/api/me": {
        get: { responses: answers("Who is asking, and the policy that judges them", json(me)) },
      },
      "/api/auth/login": {
        get: {
          requestParams: query("next"),
          responses: redirects("To the identity provider (DRAWBRIDGE_AUTH=oidc only)"),
        },
      },
      "/api/auth/callback": {
        get: {
          requestParams: query("code", "state", "iss", "error"),
          responses: redirects("Signed in, and back to the page (DRAWBRIDGE_AUTH=oidc only)"),
        },
      },
      "/api/auth/logout": {
        post: {
          responses: answers(
            "Signed out here; `next` is where a browser goes to sign out at the provider (DRAWBRIDGE_AUTH=oidc only)",
            json(z.object({ next: text })),
          ),
        },
      },
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
      "/api/clusters/plans": {
        post: {
          requestBody: { required: true, content: json(clusterPlanRequest) },
          responses: answers("The exact plan for the cluster as it is now, without a diagnosis", json(plan)),
        },
      },
      "/api/plans/{id}/apply": {
        post: {
          requestParams: { ...byId, ...onceOnly },
          requestBody: { content: json(applyRequest) },
          responses: answers("The change that it makes", json(z.object({ change })), "202"),
        },
      },
      "/api/changes/{id}": {
        get: {
          requestParams: byId,
          responses: answers("The change; as NDJSON again and again, whenever it has moved on", {
            ...json(change),
            "application/x-ndjson": { schema: change },
          }),
        },
      },
      "/api/changes/{id}/undo": {
        post: { requestParams: byId, responses: answers("The plan that takes it back", json(plan)) },
      },
      "/api/changes/{id}/verifications": {
        post: {
          requestParams: byId,
          requestBody: { required: true, content: json(verificationRequest) },
          responses: answers("The change, seen to help by that diagnosis", json(change)),
        },
      },
      "/api/grants": {
        get: {
          requestParams: query("mine", "queue", "cluster", "state", "limit", "cursor"),
          responses: answers("Grants, newest first", json(grantPage)),
        },
        post: {
          requestParams: onceOnly,
          requestBody: { required: true, content: json(accessRequest) },
          responses: answers("A grant on each cluster, all or none", json(z.object({ grants: z.array(grant) })), "201"),
        },
      },
      "/api/grants/preview": {
        post: {
          requestBody: { required: true, content: json(accessRequest) },
          responses: answers("What a request would do; nothing is requested", json(accessPreview)),
        },
      },
      "/api/grants/{id}": { get: { requestParams: byId, responses: answers("The grant", json(grant)) } },
      "/api/grants/{id}/approve": {
        post: {
          requestParams: byId,
          requestBody: { content: json(approveRequest) },
          responses: answers("With this person's approval", json(grant)),
        },
      },
      "/api/grants/{id}/deny": {
        post: {
          requestParams: byId,
          requestBody: { content: json(denyRequest) },
          responses: answers("Denied", json(grant)),
        },
      },
      "/api/grants/{id}/extend": {
        post: {
          requestParams: { ...byId, ...onceOnly },
          requestBody: { required: true, content: json(extendRequest) },
          responses: answers("The longer grant, or the one that waits for approval and prolongs it", json(grant)),
        },
      },
      "/api/grants/{id}/revoke": {
        post: { requestParams: byId, responses: answers("With its end decided", json(grant)) },
      },
      "/api/grants/{id}/review": {
        post: {
          requestParams: byId,
          requestBody: { content: json(reviewRequest) },
          responses: answers("The emergency, looked at", json(grant)),
        },
      },
      "/api/grants/{id}/verifications": {
        post: {
          requestParams: byId,
          requestBody: { required: true, content: json(verificationRequest) },
          responses: answers("The grant, seen to work by that diagnosis", json(grant)),
        },
      },
      "/api/grants/{id}/probes": {
        post: {
          requestParams: byId,
          requestBody: { required: true, content: json(probesRequest) },
          responses: answers("The grant, seen to work by the person's browser", json(grant)),
        },
      },
      "/api/grants/{id}/proofs": {
        post: {
          requestParams: byId,
          responses: answers("A command that shows from a terminal that it works", json(proof), "201"),
        },
      },
      "/api/authorized-networks": {
        get: {
          requestParams: query("cluster", "q"),
          responses: answers("The lists of all clusters, and who answers for each entry", json(listPage)),
        },
      },
      "/api/audit": {
        get: {
          requestParams: query("limit", "before", "subject", "actor", "action", "cluster", "kind", "format"),
          responses: answers("What happened, newest first; with format=jsonl or csv all of it, oldest first", {
            ...json(auditPage),
            "application/x-ndjson": { schema: auditEvent },
            "text/csv": { schema: text },
          }),
        },
      },
      "/api/audit/verify": {
        get: { responses: answers("The proof that the audit log was not changed", json(auditProof)) },
      },
      ...workloadPaths,
      ...sandboxPaths,
      "/api/openapi.json": {
        get: { responses: answers("This document", json(z.looseObject({ openapi: z.literal("3.1.0") }))) },
      },
    },
  });
}
