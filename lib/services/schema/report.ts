import { z } from "zod";
import { hops } from "@/lib/core/hop";
import { remedyIds } from "@/lib/core/remedy-id";
import { factNames } from "@/lib/diagnosis/facts/schema";
import { unknownReasons } from "@/lib/engine/fact";
import { clusterResource, endpointKind, vantage } from "./request";

const hop = z.enum(hops);
const basis = z.enum(["configuration", "observed", "kubeconfig", "error-text"]);
const factName = z.enum(factNames as [string, ...string[]]);
const remedy = z.object({ id: z.enum(remedyIds), params: z.record(z.string(), z.unknown()) });
const provenance = z.object({ source: z.string(), observedAt: z.string(), durationMs: z.number() });
const missing = z.object({ fact: factName, reason: z.enum(unknownReasons), detail: z.string() });

export const fact = z.discriminatedUnion("state", [
  z.object({ name: factName, state: z.literal("known"), value: z.unknown(), provenance }),
  z.object({
    name: factName,
    state: z.literal("unknown"),
    reason: z.enum(unknownReasons),
    detail: z.string(),
    provenance,
  }),
]);

export const finding = z.object({
  check: z.string(),
  hop,
  status: z.enum(["pass", "fail", "not-applicable", "unknown"]),
  title: z.string(),
  summary: z.string(),
  why: z.string(),
  learnMoreUrl: z.url(),
  severity: z.enum(["blocking", "advisory"]),
  certainty: z.enum(["certain", "likely"]),
  bases: z.array(basis),
  evidence: z.array(
    z.object({ fact: factName, label: z.string(), observed: z.string(), field: z.string().optional() }),
  ),
  missing: z.array(missing),
  remedies: z.array(remedy),
  explainedBy: z.string().nullable(),
});

export const verdict = z.object({
  state: z.enum(["reachable", "blocked", "unknown"]),
  hop: hop.nullable(),
  cause: z.string().nullable(),
  headline: z.string(),
  summary: z.string(),
  why: z.string(),
  next: z.string(),
  certainty: z.enum(["certain", "likely"]),
  bases: z.array(basis),
  confirmation: z.string().nullable(),
  remedies: z.array(remedy),
  path: z.array(
    z.object({
      hop,
      title: z.string(),
      state: z.enum(["passed", "broken", "not-reached", "unknown", "not-applicable", "pending"]),
      detail: z.string(),
    }),
  ),
});

/** One line of the stream that `POST /api/diagnoses` answers. */
export const streamLine = z.discriminatedUnion("type", [
  z.object({ type: z.literal("started"), id: z.string() }),
  z.object({ type: z.literal("fact"), fact }),
  z.object({ type: z.literal("finding"), finding }),
  z.object({ type: z.literal("verdict"), verdict, provisional: z.boolean() }),
  z.object({ type: z.literal("done"), id: z.string() }),
  z.object({
    type: z.literal("error"),
    problem: z.object({ type: z.string(), title: z.string(), status: z.number(), detail: z.string() }),
  }),
]);

export const report = z.object({
  id: z.string(),
  createdAt: z.string(),
  version: z.literal(1),
  request: z.object({
    cluster: clusterResource,
    vantage,
    endpoint: endpointKind.nullable(),
    hasKubeconfig: z.boolean(),
    hasErrorText: z.boolean(),
  }),
  facts: z.array(fact),
  findings: z.array(finding),
  verdict,
  durationMs: z.number(),
});
