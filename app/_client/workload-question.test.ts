import { describe, expect, it } from "vitest";
import {
  emptyWorkloadQuestion,
  formatWorkloadLink,
  fromWorkloadRequest,
  readWorkloadLink,
  sameWorkload,
  toWorkloadRequest,
  type WorkloadQuestion,
} from "./workload-question";

const environment = "projects/corp-data-prod/locations/europe-west1/environments/airflow";
const cluster = "projects/corp-data-prod/locations/europe-west1/clusters/analytics";
const account = "dbt@corp-data-prod.iam.gserviceaccount.com";

const questions: Readonly<Record<string, Partial<WorkloadQuestion>>> = {
  "an environment, Composer's own place": { environment, googleServiceAccount: account },
  "an environment, one's own place": {
    environment,
    place: "own",
    namespace: "dbt",
    serviceAccount: "runner",
    googleServiceAccount: account,
  },
  "a cluster, as the direct principal": {
    target: "cluster",
    cluster,
    namespace: "dbt",
    serviceAccount: "default",
    identity: "direct",
  },
  "wanted roles": {
    target: "cluster",
    cluster,
    namespace: "dbt",
    serviceAccount: "runner",
    googleServiceAccount: account,
    roles: [
      { resource: "projects/corp-data-prod", role: "roles/bigquery.jobUser" },
      { resource: "buckets/lake", role: "roles/storage.objectViewer" },
    ],
  },
};

describe("a question about a workload", () => {
  it.each(Object.entries(questions))("is the same after the way over a link: %s", (_name, part) => {
    const question = { ...emptyWorkloadQuestion, ...part };
    expect(readWorkloadLink(new URLSearchParams(formatWorkloadLink(question)))).toEqual(question);
  });

  it.each(Object.entries(questions))("is the same after the way over its request: %s", (_name, part) => {
    const question = { ...emptyWorkloadQuestion, ...part };
    expect(sameWorkload(fromWorkloadRequest(toWorkloadRequest(question)), question)).toBe(true);
  });

  it("never puts what was pasted into a link", () => {
    const question = { ...emptyWorkloadQuestion, environment, errorText: "canary-text", dag: "canary_dag = 1" };
    expect(formatWorkloadLink(question)).not.toContain("canary");
    expect(toWorkloadRequest(question)).toMatchObject({ errorText: "canary-text", dag: "canary_dag = 1" });
  });

  it("has no link while nothing was entered", () => {
    expect(formatWorkloadLink(emptyWorkloadQuestion)).toBe("");
    expect(formatWorkloadLink({ ...emptyWorkloadQuestion, target: "cluster" })).toBe("");
  });

  it("asks for Composer's own place only in an environment, and for the default account where none is named", () => {
    expect(toWorkloadRequest({ ...emptyWorkloadQuestion, environment, namespace: "kept" })).toMatchObject({
      namespace: "composer-user-workloads",
      serviceAccount: "default",
    });
    expect(toWorkloadRequest({ ...emptyWorkloadQuestion, target: "cluster", cluster, namespace: "dbt" })).toMatchObject(
      { namespace: "dbt", serviceAccount: "default" },
    );
  });

  it("leaves out rows without a word, and keeps half-filled ones for the server to refuse", () => {
    const roles = [
      { resource: " ", role: "" },
      { resource: "buckets/lake", role: "" },
    ];
    expect(toWorkloadRequest({ ...emptyWorkloadQuestion, roles }).roles).toEqual([
      { resource: "buckets/lake", role: "" },
    ]);
  });
});
