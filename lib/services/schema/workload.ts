import { z } from "zod";
import { unknownReasons } from "@/lib/engine/fact";
import { parseEnvironmentName } from "@/lib/workload/facts/environment-name";
import { links } from "@/lib/workload/facts/links";
import { workloadFactNames } from "@/lib/workload/facts/schema";
import { clusterResource, pastedText } from "./request";

export const environmentResource = z
  .string()
  .refine(
    (text) => parseEnvironmentName(text) !== undefined,
    "must look like projects/PROJECT/locations/REGION/environments/NAME",
  )
  .meta({
    description: "A Composer environment's full resource name",
    example: "projects/corp-data-prod/locations/europe-west1/environments/airflow-prod",
  });

/** A DNS label: the names of namespaces. */
export const namespaceName = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "must be lower-case letters, digits and -, up to 63, as Kubernetes names namespaces",
  );

export const kubernetesServiceAccount = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    "must be lower-case letters, digits, - and ., as Kubernetes names service accounts",
  );

export const googleServiceAccount = z
  .string()
  .max(320)
  .regex(
    /^[a-z0-9]([-a-z0-9.]{0,100})@[a-z0-9][-a-z0-9.:]*\.gserviceaccount\.com$/,
    "must be the e-mail address of a Google service account, as NAME@PROJECT.iam.gserviceaccount.com",
  );

export const wantedRole = z.strictObject({
  resource: z
    .string()
    .regex(
      /^(projects\/[a-z0-9][a-z0-9.:-]{1,61}|buckets\/[a-z0-9][a-z0-9._-]{1,221})$/,
      "must be projects/PROJECT or buckets/BUCKET",
    ),
  role: z
    .string()
    .max(200)
    .regex(
      /^(roles|projects\/[a-z0-9.:-]+\/roles|organizations\/\d+\/roles)\/[A-Za-z0-9_.]+$/,
      "must be a role, as roles/bigquery.dataViewer",
    ),
});

export const workloadTarget = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("cluster"), cluster: clusterResource }),
    z.strictObject({ kind: z.literal("environment"), environment: environmentResource }),
  ],
  'must be {"kind":"cluster","cluster":…} or {"kind":"environment","environment":…}',
);

export const workloadDiagnosisRequest = z.strictObject({
  target: workloadTarget,
  namespace: namespaceName,
  serviceAccount: kubernetesServiceAccount.default("default"),
  googleServiceAccount: googleServiceAccount.nullable(),
  roles: z.array(wantedRole).max(10, "are at most 10").default([]),
  errorText: pastedText.optional(),
  /** Python source of a DAG. */
  dag: pastedText.optional(),
});

export type WorkloadDiagnosisRequest = z.infer<typeof workloadDiagnosisRequest>;

const hop = z.enum(links);
const basis = z.enum(["configuration", "observed", "kubeconfig", "error-text"]);
const factName = z.enum(workloadFactNames as [string, ...string[]]);
const remedy = z.object({ id: z.string(), params: z.record(z.string(), z.unknown()) });
const provenance = z.object({ source: z.string(), observedAt: z.string(), durationMs: z.number() });

const fact = z.discriminatedUnion("state", [
  z.object({ name: factName, state: z.literal("known"), value: z.unknown(), provenance }),
  z.object({
    name: factName,
    state: z.literal("unknown"),
    reason: z.enum(unknownReasons),
    detail: z.string(),
    provenance,
  }),
]);

const finding = z.object({
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
  missing: z.array(z.object({ fact: factName, reason: z.enum(unknownReasons), detail: z.string() })),
  remedies: z.array(remedy),
  explainedBy: z.string().nullable(),
});

const verdict = z.object({
  /** `reachable`: a pod under this service account gets its identity and its token. */
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

/** One line of the stream that `POST /api/workloads/diagnoses` answers. */
export const workloadStreamLine = z.discriminatedUnion("type", [
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

/** A finished workload diagnosis, as `GET /api/workloads/diagnoses/{id}` answers it. */
export const workloadReport = z.object({
  id: z.string(),
  createdAt: z.string(),
  version: z.literal(1),
  request: z.object({
    target: workloadTarget,
    namespace: z.string(),
    serviceAccount: z.string(),
    googleServiceAccount: z.string().nullable(),
    roles: z.array(wantedRole),
    hasErrorText: z.boolean(),
    hasDag: z.boolean(),
  }),
  /** The cluster that the target came to; null in Composer 3 and while it is not known. */
  cluster: clusterResource.nullable(),
  facts: z.array(fact),
  findings: z.array(finding),
  verdict,
  durationMs: z.number(),
});

/** `GET /api/workloads/environments?project=&location=`. */
export const environmentList = z.object({
  environments: z.array(
    z.object({
      name: environmentResource,
      generation: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
      imageVersion: z.string(),
      state: z.string(),
      cluster: clusterResource.nullable(),
      network: z.string(),
    }),
  ),
  /** Regions that could not be asked, and why. */
  missing: z.array(z.object({ location: z.string(), detail: z.string() })),
});

/** `POST /api/workloads/plans`: the plan of a remedy that a workload diagnosis offered. It is applied by `POST /api/plans/{id}/apply`. */
export const workloadPlanRequest = z.strictObject({
  diagnosis: z.string().regex(/^[\w-]{16,64}$/, "is not the id of a diagnosis"),
  remedy: z.strictObject({ id: z.string().max(60), params: z.record(z.string(), z.unknown()).default({}) }),
});

/** One row of `GET /api/workloads/diagnoses`, and what the report's page is found by. */
const workloadReportSummary = z.object({
  id: z.string(),
  createdAt: z.string(),
  /** Full resource name of the cluster or the environment that was asked about. */
  target: z.string(),
  namespace: z.string(),
  serviceAccount: z.string(),
  googleServiceAccount: z.string().nullable(),
  verdict: verdict.shape.state,
  cause: z.string().nullable(),
  hop: hop.nullable(),
  headline: z.string(),
});

/** `GET /api/workloads/diagnoses?limit=`, newest first. */
export const workloadReportPage = z.object({ reports: z.array(workloadReportSummary) });

export type WorkloadReportPage = z.infer<typeof workloadReportPage>;

/** `GET /api/workloads/names?target=&namespace=`: what a question about this target can be filled in with. */
export const workloadNames = z.object({
  /** Of the cluster that the target comes to. */
  namespaces: z.array(z.string()),
  /** Of the namespace that was asked for, each with the Google account that it is annotated with. */
  serviceAccounts: z.array(z.object({ name: z.string(), googleServiceAccount: z.string().nullable() })),
  /** Of the target's project. */
  googleServiceAccounts: z.array(z.object({ email: z.string(), displayName: z.string(), disabled: z.boolean() })),
  /** What could not be read, and why; its list above is empty. */
  missing: z.array(
    z.object({ what: z.enum(["namespaces", "service-accounts", "google-service-accounts"]), detail: z.string() }),
  ),
});

export type WorkloadNames = z.infer<typeof workloadNames>;
