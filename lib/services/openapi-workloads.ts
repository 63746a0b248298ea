import { z } from "zod";
import { answers, json } from "./openapi-answers";
import { plan } from "./schema/plan";
import { runPage, runPreview, runRequest, runView } from "./schema/runs";
import {
  environmentList,
  workloadDiagnosisRequest,
  workloadNames,
  workloadPlanRequest,
  workloadReport,
  workloadReportPage,
  workloadStreamLine,
} from "./schema/workload";
import {
  dbtAnswer,
  dbtRequest,
  generatedPython,
  lintAnswer,
  lintRequest,
  operatorRequest,
} from "./schema/workload-tools";

/** What happens in a cluster that can be reached: the part of the HTTP interface under `/api/workloads`. */
export const workloadPaths = {
  "/api/workloads/environments": {
    get: {
      requestParams: { query: z.object({ project: z.string().optional(), location: z.string().optional() }) },
      responses: answers("Composer's environments, and the regions that could not be asked", json(environmentList)),
    },
  },
  "/api/workloads/names": {
    get: {
      requestParams: { query: z.object({ target: z.string(), namespace: z.string().optional() }) },
      responses: answers(
        "Names that a question about the target can use, and what could not be read",
        json(workloadNames),
      ),
    },
  },
  "/api/workloads/diagnoses": {
    get: {
      requestParams: { query: z.object({ limit: z.string().optional() }) },
      responses: answers("The latest reports, newest first", json(workloadReportPage)),
    },
    post: {
      requestBody: { required: true, content: json(workloadDiagnosisRequest) },
      responses: answers("One line for each event, as it happens", {
        "application/x-ndjson": { schema: workloadStreamLine },
      }),
    },
  },
  "/api/workloads/diagnoses/{id}": {
    get: {
      requestParams: { path: z.object({ id: z.string() }) },
      responses: answers("The immutable report, or its incident note", {
        ...json(workloadReport),
        "text/markdown": { schema: z.string() },
      }),
    },
  },
  "/api/workloads/plans": {
    post: {
      requestBody: { required: true, content: json(workloadPlanRequest) },
      responses: answers("The exact plan; POST /api/plans/{id}/apply carries it out", json(plan)),
    },
  },
  "/api/workloads/operator": {
    post: {
      requestBody: { required: true, content: json(operatorRequest) },
      responses: answers("The task as Python that is right for the versions", json(generatedPython)),
    },
  },
  "/api/workloads/dbt": {
    post: {
      requestBody: { required: true, content: json(dbtRequest) },
      responses: answers("Arguments for dbt, a DAG around them, or what a text selects", json(dbtAnswer)),
    },
  },
  "/api/workloads/lint": {
    post: {
      requestBody: { required: true, content: json(lintRequest) },
      responses: answers("What is wrong with the operators of a DAG file", json(lintAnswer)),
    },
  },
  "/api/workloads/runs": {
    get: {
      requestParams: {
        query: z.object({
          cluster: z.string().optional(),
          limit: z.string().optional(),
          cursor: z.string().optional(),
        }),
      },
      responses: answers("Pods that Drawbridge runs and ran, newest first", json(runPage)),
    },
    post: {
      requestParams: { header: z.object({ "Idempotency-Key": z.string().optional() }) },
      requestBody: { required: true, content: json(runRequest) },
      responses: answers("The run, which the applier begins", json(runView), "202"),
    },
  },
  "/api/workloads/runs/preview": {
    post: {
      requestBody: { required: true, content: json(runRequest) },
      responses: answers("The pod that would run; nothing is kept", json(runPreview)),
    },
  },
  "/api/workloads/runs/{id}": {
    get: {
      requestParams: { path: z.object({ id: z.string() }) },
      responses: answers("The run; as NDJSON again and again, whenever it has moved on", {
        ...json(runView),
        "application/x-ndjson": { schema: runView },
      }),
    },
  },
  "/api/workloads/runs/{id}/stop": {
    post: {
      requestParams: { path: z.object({ id: z.string() }) },
      responses: answers("The run, which is about to end", json(runView)),
    },
  },
};
