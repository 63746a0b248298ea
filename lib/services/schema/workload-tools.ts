import { z } from "zod";
import { parseImageVersion, parseVersion } from "@/lib/workload/airflow/versions";
import { dbtDagForm, dbtForm } from "@/lib/workload/dbt/form";
import { parseEnvironmentName } from "@/lib/workload/facts/environment-name";
import { dagForm, operatorForm } from "@/lib/workload/operator/form";
import { mostCharacters } from "@/lib/workload/python/read";

const version = z
  .string()
  .max(60)
  .refine((text) => parseVersion(text) !== null, "must be three numbers, such as 10.8.0");

/** What a person knows of the environment. Nothing is fine: the answer then holds for every version that is possible. */
export const workloadVersions = z.strictObject({
  environment: z
    .string()
    .refine(
      (text) => parseEnvironmentName(text) !== undefined,
      "must look like projects/PROJECT/locations/REGION/environments/NAME",
    )
    .optional()
    .meta({ description: "A Composer environment: its image version and PyPI packages are read from Google" }),
  composer: z
    .string()
    .max(100)
    .refine(
      (text) => parseImageVersion(text) !== null,
      "must be the image version of an environment, such as composer-3-airflow-2.10.5-build.15 or composer-2.9.7-airflow-2.9.3",
    )
    .optional()
    .meta({ description: "In place of the environment: its config.softwareConfig.imageVersion" }),
  airflow: version.optional().meta({ description: "Only where the image version does not say it" }),
  provider: version
    .optional()
    .meta({ description: "apache-airflow-providers-cncf-kubernetes, as Airflow lists it under Admin → Providers" }),
});

/** How the versions were understood. */
export const readVersions = z.object({
  composer: z.number().nullable(),
  airflow: z.string().nullable(),
  /** `from` is the oldest that is possible, `below` the first that is not; both null: any. */
  provider: z.object({ from: z.string().nullable(), below: z.string().nullable(), source: z.string() }),
});

const level = z.enum(["error", "warning", "hint"]);
const advice = z.object({
  code: z.string(),
  level,
  message: z.string(),
  source: z.string(),
  /** False where no document settles it. */
  confirmed: z.boolean(),
});
const finding = z.object({
  rule: z.string(),
  level,
  line: z.number(),
  column: z.number(),
  message: z.string(),
  /** The whole corrected line, for this finding alone. */
  fix: z.string().nullable(),
  source: z.string(),
});

export const operatorRequest = z.strictObject({
  form: operatorForm,
  dag: dagForm.optional(),
  versions: workloadVersions.prefault({}),
});

/** Python that is right for the versions. */
export const generatedPython = z.object({ code: z.string(), advice: z.array(advice), versions: readVersions });

/** One of the three: what to select, a whole DAG, or a command or Python that somebody has already. */
export const dbtRequest = z
  .strictObject({
    form: dbtForm.optional(),
    dag: dbtDagForm.optional(),
    pasted: z
      .string()
      .max(20_000, "is longer than 20000 characters: give the command, or the part in question")
      .optional(),
    versions: workloadVersions.prefault({}).meta({ description: "For a DAG" }),
  })
  .refine(
    ({ form, dag, pasted }) => [form, dag, pasted].filter((part) => part !== undefined).length === 1,
    "must have exactly one of form, dag and pasted",
  );

const selection = z.object({
  combine: z.enum(["intersection", "union"]),
  select: z.array(z.string()),
  sentence: z.string(),
  /** As sets: `path:models/stage ∩ tag:hourly`. */
  expression: z.string(),
});

export const dbtAnswer = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("arguments"),
    arguments: z.array(z.string()),
    /** For a shell. */
    command: z.string(),
    /** For an operator: `arguments=[…]`. */
    python: z.string(),
    sentence: z.string(),
    expression: z.string(),
    /** The other way to combine the same terms, when it selects something else. */
    instead: selection.nullable(),
    advice: z.array(advice),
  }),
  generatedPython.extend({ kind: z.literal("dag") }),
  z.object({
    kind: z.literal("read-arguments"),
    arguments: z.array(z.string()),
    sentence: z.string(),
    expression: z.string(),
    /** Different kinds of terms are united, which is seldom meant. */
    union: z.object({ message: z.string(), intersection: z.string(), command: z.string() }).nullable(),
  }),
  z.object({ kind: z.literal("read-python"), findings: z.array(finding) }),
]);

export const lintRequest = z.strictObject({
  source: z
    .string()
    .max(mostCharacters, `is longer than ${mostCharacters} characters: give one file, or the part in question`),
  versions: workloadVersions.prefault({}),
});

export const lintAnswer = z.object({
  /** In the order of the text. */
  findings: z.array(finding),
  /** How many calls of KubernetesPodOperator were recognised. */
  operators: z.number(),
  versions: readVersions,
});

export type WorkloadVersions = z.input<typeof workloadVersions>;
export type ReadVersions = z.infer<typeof readVersions>;
export type OperatorRequest = z.infer<typeof operatorRequest>;
export type GeneratedPython = z.infer<typeof generatedPython>;
export type DbtRequest = z.infer<typeof dbtRequest>;
export type DbtAnswer = z.infer<typeof dbtAnswer>;
export type LintRequest = z.infer<typeof lintRequest>;
export type LintAnswer = z.infer<typeof lintAnswer>;
export type AdviceView = z.infer<typeof advice>;
export type FindingView = z.infer<typeof finding>;
