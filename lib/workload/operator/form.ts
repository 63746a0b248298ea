import { z } from "zod";

/** Text that a process argument or an environment variable can hold. */
export const argumentText = z
  .string()
  .max(8_192)
  .refine((text) => !text.includes("\u0000") && text.isWellFormed(), "It holds a NUL or a broken character.");

const label = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "a-z, 0-9 and -, up to 63 characters; a letter or digit first and last.",
  );
const subdomain = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    "A Kubernetes name: a-z, 0-9, - and ., a letter or digit first and last.",
  );
/** What Airflow accepts for a DAG or task. */
export const airflowKey = z.string().regex(/^[A-Za-z0-9_.-]{1,250}$/, "Letters, digits, _, . and -, up to 250.");
const variableName = z
  .string()
  .max(253)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "Letters, digits and _, such as DBT_TARGET.");
/** A quantity as Kubernetes writes it: 500m, 2, 1.5, 512Mi, 1e3. */
const quantity = z
  .string()
  .max(30)
  .regex(/^(\d+(\.\d*)?|\.\d+)(m|[kMGTPE]|[KMGTPE]i|[eE]-?\d{1,2})?$/, "A quantity such as 500m or 1Gi.");
const absolutePath = z.string().regex(/^\/[A-Za-z0-9_./-]{1,254}$/, "An absolute path, such as /var/secrets/google.");
const secretKey = z.string().min(1, "A key of the Secret.").max(253);
const whole = (least: number, most: number) => {
  const words = `A whole number from ${least} to ${most}.`;
  return z.int(words).min(least, words).max(most, words);
};
const amounts = z.strictObject({
  cpu: quantity.optional(),
  memory: quantity.optional(),
  ephemeralStorage: quantity.optional(),
});
const secretReference = z.discriminatedUnion("as", [
  z.strictObject({
    as: z.literal("variable"),
    variable: variableName,
    secret: subdomain,
    key: secretKey,
  }),
  z.strictObject({
    as: z.literal("volume"),
    path: absolutePath,
    secret: subdomain,
    key: secretKey.optional(),
  }),
]);

/** What a person fills in for one KubernetesPodOperator task. Seconds are seconds; what is left out is left to the operator. */
export const operatorForm = z.strictObject({
  taskId: airflowKey,
  /** The pod's name before the operator adds its random suffix; the task id when left out. */
  podName: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,220}$/, "Letters, digits, -, _ and ., up to 220.")
    .optional(),
  namespace: label.optional(),
  serviceAccount: subdomain.optional(),
  image: z
    .string()
    .max(1_024)
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._:/@-]*$/,
      "A container image, such as europe-docker.pkg.dev/project/repository/image:1.2.",
    ),
  imagePullPolicy: z.enum(["Always", "IfNotPresent", "Never"]).optional(),
  command: z.array(argumentText).max(200).default([]),
  arguments: z.array(argumentText).max(200).default([]),
  /** Whether `{{ ds }}` and the like in command, arguments and environment are Airflow's to render, or plain text. */
  templates: z.enum(["render", "literal"]).default("render"),
  environment: z
    .array(z.strictObject({ name: variableName, value: argumentText }))
    .max(200)
    .default([])
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, "Each variable once."),
  secrets: z.array(secretReference).max(50).default([]),
  labels: z
    .array(
      z.strictObject({
        key: z
          .string()
          .regex(
            /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
            "A label’s key, such as team or example.com/team.",
          ),
        value: z
          .string()
          .regex(
            /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/,
            "Letters, digits, -, _ and ., up to 63; a letter or digit first and last.",
          ),
      }),
    )
    .max(50)
    .default([])
    .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, "Each label once."),
  resources: z.strictObject({ requests: amounts.default({}), limits: amounts.default({}) }).optional(),
  logs: z
    .strictObject({
      container: z.boolean().default(true),
      eventsOnFailure: z.boolean().default(true),
      podSpecOnFailure: z.boolean().optional(),
    })
    .prefault({}),
  afterwards: z.enum(["delete", "delete-succeeded", "delete-active", "keep"]).default("delete"),
  startupTimeoutSeconds: whole(1, 86_400).default(600),
  scheduleTimeoutSeconds: whole(1, 86_400).optional(),
  executionTimeoutMinutes: whole(1, 43_200).optional(),
  retries: whole(0, 100).optional(),
  pushXcom: z.boolean().default(false),
  deferrable: z.boolean().optional(),
  /** Only for a cluster that is not the environment's own; otherwise Composer's values are written. */
  connection: z
    .strictObject({
      id: airflowKey.optional(),
      configFile: absolutePath.optional(),
    })
    .optional(),
});

export type OperatorForm = z.infer<typeof operatorForm>;

/** A whole DAG around the task. `schedule` is a cron expression or a preset; null is "only when triggered". */
export const dagForm = z.strictObject({
  dagId: airflowKey,
  description: argumentText.max(500).optional(),
  schedule: z
    .string()
    .max(100)
    .regex(
      /^(@(once|hourly|daily|weekly|monthly|quarterly|yearly)|[0-9A-Za-z*/,#?L -]+)$/,
      "A cron expression or @daily.",
    )
    .nullable()
    .default(null),
  startDate: z.iso.date("A date, such as 2024-01-31.").default("2024-01-01"),
  timeZone: z
    .string()
    .max(60)
    .regex(/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/, "A time zone, such as UTC or Asia/Seoul.")
    .default("UTC"),
  catchup: z.boolean().default(false),
  maxActiveRuns: whole(1, 1_000).optional(),
  owner: argumentText.min(1).max(100).optional(),
  retries: whole(0, 100).default(1),
  retryDelayMinutes: whole(1, 1_440).default(5),
  tags: z.array(argumentText.min(1).max(100)).max(20).default([]),
});

export type DagForm = z.infer<typeof dagForm>;
