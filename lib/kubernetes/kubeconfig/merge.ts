import { isMap } from "yaml";
import { mergeDocument } from "./merge-document";
import { mergeLines, type Source } from "./merge-lines";
import { isProvenMerge, namesIn } from "./merge-proof";
import { parseSafely, type SafeYaml } from "./safe-yaml";
import { findSections } from "./sections";
import { fieldsOf } from "./yaml-fields";
import type { YamlProblem } from "./yaml-problem";

/** The merged file, or why there is none: then nothing is to be written. */
export type MergedKubeconfig =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/**
 * Adds the entries of one kubeconfig to another as `get-credentials` does: entries with the same name are replaced, all
 * others stay, the current context becomes the addition's. Comments, order and quotes of the existing file stay.
 * An existing file that cannot be read is refused (gcloud would overwrite it). Merging twice changes nothing more.
 * The result is read again before it is returned; unless every foreign entry and field is as before, it is refused.
 */
export function mergeKubeconfig(existing: string, addition: string): MergedKubeconfig {
  const added = readWhole(addition);
  if (!added.ok) return refuse(`The new kubeconfig cannot be used. ${added.problem} ${added.hint}`);
  const blank = parseSafely(existing);
  if (blank.ok && !blank.document) {
    return proven(existing.trim() === "" ? addition : withLineBreak(existing) + addition, added.yaml, added.yaml);
  }
  const old = readWhole(existing);
  if (!old.ok)
    return refuse(`The existing kubeconfig cannot be read, so it was left alone. ${old.problem} ${old.hint}`);
  const names = namesIn(old.yaml);
  const twice = namesIn(added.yaml).find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice)
    return refuse(`The existing kubeconfig has two ${twice}: kubectl refuses such a file. Delete one of them.`);

  const merged = mergeLines(old.source, added.source) ?? mergeWholeDocument(existing, added.source);
  return proven(existing.includes("\r\n") ? merged.replace(/\r?\n/g, "\r\n") : merged, old.yaml, added.yaml);
}

function mergeWholeDocument(existing: string, addition: Source): string {
  const copy = readWhole(existing);
  return (copy.ok && mergeDocument(copy.document, copy.source, addition)) || "";
}

function readWhole(text: string) {
  const yaml = parseSafely(text);
  if (!yaml.ok) return yaml;
  const fields = fieldsOf(yaml);
  const { document } = yaml;
  const root = document?.contents;
  const sections = findSections(fields, root);
  if (!sections.ok) return sections;
  if (!document || !isMap(root) || sections.cutOut) return partOnly;
  return { ok: true, yaml, document, source: { text: withLineBreak(text), root, fields } } as const;
}

const partOnly: YamlProblem = { ok: false, problem: "It is a part of a kubeconfig.", hint: "Give the whole file." };

function proven(text: string, existing: SafeYaml, addition: SafeYaml): MergedKubeconfig {
  return isProvenMerge(text, existing, addition)
    ? { ok: true, text }
    : refuse("The existing kubeconfig cannot be changed without touching its other entries, so it was left alone.");
}

function refuse(problem: string): MergedKubeconfig {
  return { ok: false, problem };
}

function withLineBreak(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
