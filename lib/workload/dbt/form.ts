import { z } from "zod";
import { argumentText, dagForm, operatorForm } from "../operator/form";
import { readVars } from "./vars";

/** The commands of dbt that take `--select`. */
export const dbtModes = ["run", "test", "build", "seed", "snapshot", "compile", "ls"] as const;

/** A value inside a selector: no blank and no comma, which are dbt's operators, and no leading dash. */
const selectorValue = z
  .string()
  .max(250)
  .regex(/^[^\s,-][^\s,]*$/u, "No blanks, no commas, no dash at the start.")
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "It holds an invisible character.");

/**
 * What to select. `combine` says how paths, tags and models meet: "intersection" (the article's intention) or "union".
 * `tagsMatch` says whether a model needs all the tags or any of them.
 */
export const dbtSelection = z.strictObject({
  paths: z.array(selectorValue).max(20).default([]),
  tags: z.array(selectorValue).max(20).default([]),
  tagsMatch: z.enum(["all", "any"]).default("all"),
  models: z.array(selectorValue).max(50).default([]),
  combine: z.enum(["intersection", "union"]).default("intersection"),
  exclude: z.array(selectorValue).max(50).default([]),
});

const directory = z
  .string()
  .max(500)
  .regex(/^[A-Za-z0-9_./{} -]*[A-Za-z0-9_./]$/, "A directory, such as profile/stage.")
  .refine((text) => !text.startsWith("-"), "A directory, which does not start with a dash.");

export const dbtForm = z.strictObject({
  mode: z.enum(dbtModes),
  select: dbtSelection.prefault({}),
  target: z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/, "A target of the profile.")
    .optional(),
  profilesDir: directory.optional(),
  projectDir: directory.optional(),
  /** A mapping, as an object or as YAML or JSON text. */
  vars: z
    .union([z.record(z.string().max(200), z.json()), argumentText])
    .superRefine((vars, context) => {
      const read = readVars(vars);
      if (read.kind === "invalid") context.addIssue({ code: "custom", message: read.reason });
    })
    .optional(),
  fullRefresh: z.boolean().default(false),
});

export type DbtForm = z.infer<typeof dbtForm>;
export type DbtSelectionForm = z.infer<typeof dbtSelection>;

const layer = z.strictObject({
  /** The group's id: stage, dw, mart. */
  name: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, "Letters, digits, _ and -, such as stage."),
  select: dbtSelection,
  target: dbtForm.shape.target,
  profilesDir: dbtForm.shape.profilesDir,
  /** Whether the models are tested after they ran. */
  test: z.boolean().default(true),
});

/** The article's DAG: extract and load, then one TaskGroup for each layer, each run and then tested. */
export const dbtDagForm = z.strictObject({
  dag: dagForm,
  /** Everything about the pods but the task's id and its arguments. */
  pod: operatorForm.omit({ taskId: true, podName: true, arguments: true }),
  extractLoad: z.array(operatorForm).max(20).default([]),
  layers: z.array(layer).min(1).max(20),
  projectDir: dbtForm.shape.projectDir,
  vars: dbtForm.shape.vars,
});

export type DbtDagForm = z.infer<typeof dbtDagForm>;
