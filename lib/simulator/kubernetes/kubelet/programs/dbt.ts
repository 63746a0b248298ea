import type { PodIdentity } from "../../metadata/pod-identity";
import { type ProgramContext, type ProgramRun, prints } from "./program";

const commands = ["build", "compile", "debug", "ls", "run", "seed", "test"];
const withValue = [
  "--select",
  "-s",
  "--models",
  "-m",
  "--exclude",
  "--target",
  "-t",
  "--vars",
  "--profiles-dir",
  "--project-dir",
  "--threads",
  "--selector",
  "--log-format",
  "--profile",
  "--target-path",
  "--log-path",
];
const flags = [
  "--full-refresh",
  "--fail-fast",
  "-x",
  "--no-use-colors",
  "--use-colors",
  "--no-partial-parse",
  "--quiet",
  "-q",
  "--debug",
  "-d",
  "--no-version-check",
  "--no-send-anonymous-usage-stats",
];
const models = ["stg_orders", "stg_customers", "fct_orders"];

/**
 * A dbt project of three models and two tests, on BigQuery. Every selection selects all of it, but one that names `broken`
 * has a model that fails. Without a token it fails as Google's client does.
 */
export function dbt(context: ProgramContext): ProgramRun {
  const words = context.argv.slice(1);
  if (words.length === 0 || words[0] === "--help") return prints("Usage: dbt [OPTIONS] COMMAND [ARGS]...\n");
  if (words[0] === "--version") return prints("Core:\n  - installed: 1.9.4\n\nPlugins:\n  - bigquery: 1.9.1\n");
  const command = words.find((word, index) => !word.startsWith("-") && !withValue.includes(words[index - 1] ?? ""));
  const usage = (what: string) =>
    prints(
      `Usage: dbt ${command && commands.includes(command) ? command : "[OPTIONS] COMMAND"} [OPTIONS]\nTry 'dbt ${command && commands.includes(command) ? `${command} ` : ""}-h' for help.\n\nError: ${what}\n`,
      2,
    );
  if (command === undefined) return usage("Missing command.");
  if (!commands.includes(command)) return usage(`No such command '${command}'.`);
  const values: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const [name = ""] = word.split("=");
    if (word === command || flags.includes(word) || (word.includes("=") && withValue.includes(name))) continue;
    if (withValue.includes(word)) {
      const value = words[index + 1];
      if (value === undefined) return usage(`Option '${word}' requires an argument.`);
      if (word === "--vars" && !/^\s*[{]/.test(value) && !value.includes(":")) {
        return usage(`Invalid value for '--vars': String '${value}' is not valid YAML`);
      }
      values.push(value);
      index += 1;
    } else if (word.startsWith("-")) return usage(`No such option: ${word}`);
    else if (
      !["--select", "-s", "--models", "-m", "--exclude"].some((option) => words.slice(0, index).includes(option))
    ) {
      return usage(`Got unexpected extra argument (${word})`);
    } else values.push(word);
  }
  if (command === "ls") return prints(models.map((model) => `corp_dwh.${model}\n`).join(""));
  return runs(
    context,
    command,
    values.some((value) => value.includes("broken")),
  );
}

function runs(context: ProgramContext, command: string, broken: boolean): ProgramRun {
  const lines = [
    "Running with dbt=1.9.4",
    "Registered adapter: bigquery=1.9.1",
    "Found 3 models, 2 data tests, 1 source, 491 macros",
    "",
    "Concurrency: 1 threads (target='prod')",
    "",
  ];
  const identity = context.identity();
  if (identity.kind === "account" && identity.token !== "granted")
    return log(context, [...lines, ...noToken(identity)], 1);
  if (!context.mayUseBigQuery()) {
    const denied = `Project ${context.project}: User does not have bigquery.jobs.create permission in project ${context.project}.`;
    return log(context, [...lines, "Encountered an error:", "Database Error", `  Access Denied: ${denied}`], 1);
  }
  const steps = command === "test" ? ["not_null_fct_orders_order_id", "unique_fct_orders_order_id"] : models;
  const last = steps.length - 1;
  const done = steps.flatMap((step, index) => stepLines(command, step, index, steps.length, broken && index === last));
  const summary = broken
    ? [
        "",
        "Completed with 1 error, 0 partial successes, and 0 warnings:",
        "",
        `  Database Error in model ${steps[last]} (models/marts/${steps[last]}.sql)`,
        "  Unrecognized name: amont; Did you mean amount? at [7:12]",
        "",
        `Done. PASS=${last} WARN=0 ERROR=1 SKIP=0 TOTAL=${steps.length}`,
      ]
    : ["", "Completed successfully", "", `Done. PASS=${steps.length} WARN=0 ERROR=0 SKIP=0 TOTAL=${steps.length}`];
  const what = command === "test" ? "2 data tests" : "3 table models";
  return log(
    context,
    [...lines, ...done, "", `Finished running ${what} in 0 hours 0 minutes and 2.41 seconds (2.41s).`, ...summary],
    broken ? 1 : 0,
  );
}

function stepLines(command: string, step: string, index: number, total: number, fails: boolean): readonly string[] {
  const count = `${index + 1} of ${total}`;
  const dots = (text: string) => `${text} ${".".repeat(Math.max(3, 70 - text.length))}`;
  if (command === "test")
    return [`${dots(`${count} START test ${step}`)} [RUN]`, `${dots(`${count} PASS ${step}`)} [PASS in 0.61s]`];
  const table = `dwh.${step}`;
  const end = fails
    ? `${dots(`${count} ERROR creating sql table model ${table}`)} [ERROR in 0.74s]`
    : `${dots(`${count} OK created sql table model ${table}`)} [CREATE TABLE (4.2k rows, 1.1 MiB processed) in 0.74s]`;
  return [`${dots(`${count} START sql table model ${table}`)} [RUN]`, end];
}

function noToken({ email, token }: Extract<PodIdentity, { kind: "account" }>): readonly string[] {
  const [code, why] =
    token === "denied"
      ? ["403 Forbidden", "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist)."]
      : ["404 Not Found", `Not found; Gaia id not found for email ${email}`];
  return ["Encountered an error:", "Runtime Error", `  Unable to generate access token; IAM returned ${code}: ${why}`];
}

/** dbt's own form of a log: the time of day before every line. */
function log({ startedAt }: ProgramContext, lines: readonly string[], exitCode: number): ProgramRun {
  const stepMs = 60;
  const output = lines.map((line, index) => {
    const afterMs = index * stepMs;
    const time = new Date(startedAt.getTime() + afterMs).toISOString().slice(11, 19);
    return { afterMs, text: `${time}  ${line}\n` };
  });
  return { output, endsAfterMs: lines.length * stepMs, exitCode };
}
