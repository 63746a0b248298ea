import { type Advice, hint, warning } from "../operator/advice";
import type { DbtForm } from "./form";
import { selectTerms } from "./select-terms";
import { readSelection, selectionInWords } from "./selection";
import { readVars } from "./vars";

/** The argument list for dbt, each element one argument without shell quotes, with the sentence that explains it. */
export type DbtArguments =
  | {
      readonly kind: "arguments";
      readonly arguments: readonly string[];
      readonly sentence: string;
      /** The other way to combine the same terms, when it selects something else. */
      readonly instead: {
        readonly combine: "intersection" | "union";
        readonly select: readonly string[];
        readonly sentence: string;
      } | null;
      readonly advice: readonly Advice[];
    }
  | { readonly kind: "refused"; readonly reason: string };

const dbtDocs = "docs.getdbt.com, Node selection";
const verbs: Readonly<Record<DbtForm["mode"], string>> = {
  run: "Runs",
  test: "Tests",
  build: "Runs and tests",
  seed: "Loads the seeds of",
  snapshot: "Takes the snapshots of",
  compile: "Compiles",
  ls: "Lists",
};

export function dbtArguments(form: DbtForm): DbtArguments {
  const select = selectTerms(form.select);
  if (select === null) {
    return {
      kind: "refused",
      reason: "So many paths, tags and models at once need more than 60 terms. Use a YAML selector of dbt, or fewer.",
    };
  }
  const vars = form.vars === undefined ? null : readVars(form.vars);
  if (vars?.kind === "invalid") return { kind: "refused", reason: `vars: ${vars.reason}` };
  const words = [
    form.mode,
    ...option("--target", form.target),
    ...option("--profiles-dir", form.profilesDir),
    ...option("--project-dir", form.projectDir),
    ...(form.fullRefresh && refreshes(form.mode) ? ["--full-refresh"] : []),
    ...(select.length === 0 ? [] : ["--select", ...select]),
    ...(form.select.exclude.length === 0 ? [] : ["--exclude", ...form.select.exclude]),
    ...option("--vars", vars?.json),
  ];
  return {
    kind: "arguments",
    arguments: words,
    sentence: sentence(form, select),
    instead: instead(form, select),
    advice: advise(form, select),
  };
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}

function refreshes(mode: DbtForm["mode"]): boolean {
  return mode === "run" || mode === "build" || mode === "seed" || mode === "compile";
}

function sentence(form: DbtForm, select: readonly string[]): string {
  const what = select.length === 0 ? "everything" : selectionInWords(readSelection(select));
  const but =
    form.select.exclude.length === 0 ? "" : `, without ${selectionInWords(readSelection(form.select.exclude))}`;
  const where = form.target === undefined ? "" : `, in target ${form.target}`;
  return `${verbs[form.mode]} ${what}${but}${where}.`;
}

function instead(form: DbtForm, select: readonly string[]): Extract<DbtArguments, { kind: "arguments" }>["instead"] {
  const combine = form.select.combine === "union" ? "intersection" : "union";
  const other = selectTerms({ ...form.select, combine });
  if (other === null || other.join(" ") === select.join(" ")) return null;
  return { combine, select: other, sentence: sentence(form, other) };
}

function advise(form: DbtForm, select: readonly string[]): Advice[] {
  const advice: Advice[] = [];
  if (select.length > 0) {
    const list =
      "When nothing matches, dbt warns and exits with 0: the task is green and nothing ran. `dbt ls` with the same selection shows what matches.";
    advice.push(hint("nothing-selected", list, dbtDocs));
  }
  if (form.fullRefresh && !refreshes(form.mode)) {
    advice.push(warning("no-full-refresh", `dbt ${form.mode} has no --full-refresh; it is left out.`, dbtDocs));
  }
  return advice;
}
