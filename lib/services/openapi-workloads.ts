import { answers, json } from "./openapi-answers";
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
};
