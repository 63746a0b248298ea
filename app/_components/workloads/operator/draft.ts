import { z } from "zod";

const text = z.string();
const texts = z.array(text);
const amounts = z.object({ cpu: text, memory: text, ephemeralStorage: text });
const pair = z.object({ name: text, value: text });

/** A row of a Secret: `target` is the variable, or the path where it is mounted. */
const secret = z.object({ as: z.enum(["variable", "volume"]), target: text, secret: text, key: text });

export const dagDraft = z.object({
  dagId: text,
  description: text,
  /** Empty: only when triggered. */
  schedule: text,
  startDate: text,
  timeZone: text,
  catchup: z.boolean(),
  maxActiveRuns: text,
  owner: text,
  retries: text,
  retryDelayMinutes: text,
  /** Apart by commas. */
  tags: text,
});

/** The operator's form as it is being typed: texts where the request has numbers, empty where it has nothing. */
export const operatorDraft = z.object({
  taskId: text,
  podName: text,
  namespace: text,
  serviceAccount: text,
  image: text,
  imagePullPolicy: z.enum(["", "Always", "IfNotPresent", "Never"]),
  command: texts,
  arguments: texts,
  templates: z.enum(["render", "literal"]),
  environment: z.array(pair),
  secrets: z.array(secret),
  labels: z.array(pair),
  requests: amounts,
  limits: amounts,
  logContainer: z.boolean(),
  logEvents: z.boolean(),
  logPodSpec: z.enum(["", "yes", "no"]),
  afterwards: z.enum(["delete", "delete-succeeded", "delete-active", "keep"]),
  startupTimeoutSeconds: text,
  scheduleTimeoutSeconds: text,
  executionTimeoutMinutes: text,
  retries: text,
  pushXcom: z.boolean(),
  deferrable: z.enum(["", "yes", "no"]),
  connectionId: text,
  configFile: text,
  wholeDag: z.boolean(),
  dag: dagDraft,
});

export type OperatorDraft = z.infer<typeof operatorDraft>;
export type DagDraft = z.infer<typeof dagDraft>;
export type PairRow = z.infer<typeof pair>;
export type SecretRow = z.infer<typeof secret>;

const noAmounts = { cpu: "", memory: "", ephemeralStorage: "" };

export const emptyDag: DagDraft = {
  dagId: "say_hello_daily",
  description: "",
  schedule: "@daily",
  startDate: "2024-01-01",
  timeZone: "UTC",
  catchup: false,
  maxActiveRuns: "",
  owner: "",
  retries: "1",
  retryDelayMinutes: "5",
  tags: "",
};

/** A small task that works as it is, so that there is something to change. */
export const firstOperator: OperatorDraft = {
  taskId: "say_hello",
  podName: "",
  namespace: "",
  serviceAccount: "",
  image: "busybox:1.37",
  imagePullPolicy: "",
  command: ["echo"],
  arguments: ["hello from the pod"],
  templates: "render",
  environment: [],
  secrets: [],
  labels: [],
  requests: { ...noAmounts, cpu: "250m", memory: "512Mi" },
  limits: { ...noAmounts, cpu: "250m", memory: "512Mi" },
  logContainer: true,
  logEvents: true,
  logPodSpec: "",
  afterwards: "delete",
  startupTimeoutSeconds: "600",
  scheduleTimeoutSeconds: "",
  executionTimeoutMinutes: "",
  retries: "",
  pushXcom: false,
  deferrable: "",
  connectionId: "",
  configFile: "",
  wholeDag: false,
  dag: emptyDag,
};
