import { type DbtRequest, dbtRequest } from "@/lib/services/schema/workload-tools";
import { dagOf } from "../operator/read-draft";
import { noProblems, type Problems, problemsOf, textOf } from "../tools/problems";
import { type VersionsDraft, versionsOf } from "../tools/versions-draft";
import type { DbtDraft, LayerRow } from "./draft";

export type DbtReading =
  /** null: there is nothing to ask yet. */
  { readonly ok: true; readonly request: DbtRequest | null } | { readonly ok: false; readonly problems: Problems };

/** The request that the shown part of a draft makes, or what is wrong with it, at the fields where it is. */
export function readDbtDraft(draft: DbtDraft, versions: VersionsDraft): DbtReading {
  if (draft.view === "read" && draft.pasted.trim() === "") return { ok: true, request: null };
  const parsed = dbtRequest.safeParse(requestOf(draft, versions));
  if (parsed.success) return { ok: true, request: parsed.data };
  return { ok: false, problems: problemsOf(parsed.error, place) };
}

/** The draft of which nothing is wrong, and nothing is asked. */
export const nothingToAsk: DbtReading = { ok: true, request: null };

export function problemsIn(reading: DbtReading): Problems {
  return reading.ok ? noProblems : reading.problems;
}

function requestOf(draft: DbtDraft, versions: VersionsDraft): object {
  const vars = textOf(draft.vars);
  const projectDir = textOf(draft.projectDir);
  if (draft.view === "read") return { pasted: draft.pasted };
  if (draft.view === "arguments") {
    const form = {
      mode: draft.mode,
      select: {
        paths: listOf(draft.paths),
        tags: listOf(draft.tags),
        tagsMatch: draft.tagsMatch,
        models: listOf(draft.models),
        combine: draft.combine,
        exclude: listOf(draft.exclude),
      },
      target: textOf(draft.target),
      profilesDir: textOf(draft.profilesDir),
      projectDir,
      vars,
      fullRefresh: draft.fullRefresh,
    };
    return { form };
  }
  const amounts = { cpu: textOf(draft.cpu), memory: textOf(draft.memory) };
  const dag = {
    dag: dagOf(draft.dag),
    pod: {
      image: draft.image.trim(),
      namespace: textOf(draft.namespace),
      serviceAccount: textOf(draft.serviceAccount),
      resources: amounts.cpu || amounts.memory ? { requests: amounts, limits: amounts } : undefined,
    },
    extractLoad: draft.load.map(({ taskId, image, arguments: words }) => ({
      taskId: taskId.trim(),
      image: image.trim(),
      namespace: textOf(draft.namespace),
      serviceAccount: textOf(draft.serviceAccount),
      resources: amounts.cpu || amounts.memory ? { requests: amounts, limits: amounts } : undefined,
      arguments: words.split("\n").filter((line) => line !== ""),
    })),
    layers: draft.layers.map((row) => layerOf(row, draft)),
    projectDir,
    vars,
  };
  return { dag, versions: versionsOf(versions) };
}

function layerOf({ name, paths, tags, target, profilesDir, test }: LayerRow, { combine, tagsMatch }: DbtDraft) {
  const select = { paths: listOf(paths), tags: listOf(tags), tagsMatch, combine };
  return { name: name.trim(), select, target: textOf(target), profilesDir: textOf(profilesDir), test };
}

/** Words with blanks or commas between them. */
function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}

/** Where the page shows what is wrong with a part of the request. */
function place(path: string): string {
  return path
    .replace(/^dag\.dag\.tags\..*$/, "dag.tags")
    .replace(/^dag\.dag\./, "dag.")
    .replace(/^(form\.select\.\w+)\.\d+$/, "$1")
    .replace(/^(dag\.layers\.\d+)\.select\.(\w+)(\.\d+)?$/, "$1.$2")
    .replace(/^(dag\.extractLoad\.\d+\.arguments)\.\d+$/, "$1")
    .replace(/^dag\.extractLoad\.\d+\.(namespace|serviceAccount|resources\..*)$/, "dag.pod.$1")
    .replace(/^(?:dag\.pod\.)?resources\.(?:requests|limits)\.(\w+)$/, "dag.pod.$1")
    .replace(/^dag\.pod\.resources\.(?:requests|limits)\.(\w+)$/, "dag.pod.$1")
    .replace(/^dag\.(vars|projectDir)$/, "form.$1");
}
