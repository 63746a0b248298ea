import {
  type ClusterEntry,
  type ContextEntry,
  type EntryReading,
  readCluster,
  readContext,
  readUser,
  type UserEntry,
} from "./entries";
import { parseSafely } from "./safe-yaml";
import { findSections, isClusterInside } from "./sections";
import { visibleName } from "./text";
import { type Fields, fieldsOf } from "./yaml-fields";
import type { YamlProblem } from "./yaml-problem";

/** A kubeconfig as far as a diagnosis needs it. Holds no token, key, password, plugin argument or environment variable. */
export type ReadableKubeconfig = {
  readonly ok: true;
  readonly contexts: readonly ContextEntry[];
  /** Null when none is set. May name a context that is not there: see `warnings`. */
  readonly currentContext: string | null;
  readonly entries: { readonly clusters: readonly ClusterEntry[]; readonly users: readonly UserEntry[] };
  /** True when only a part of a file was given: then nothing follows from what is missing. */
  readonly fragment: boolean;
  /** What kubectl would refuse or ignore, as sentences. */
  readonly warnings: readonly string[];
};

/** `problem` says what was wrong, with line and column where known; `hint` what to do. Neither quotes the file's values. */
export type KubeconfigReading = ReadableKubeconfig | YamlProblem;

const maxWarnings = 20;

/**
 * Reads a kubeconfig that a person pasted: YAML or JSON, a whole file, the output of `kubectl config view`, or a part.
 * Names are shown without invisible characters and cut at 512. Of two entries with one name the first counts.
 */
export function readKubeconfig(text: string): KubeconfigReading {
  const yaml = parseSafely(text);
  if (!yaml.ok) return yaml;
  if (!yaml.document) return { ok: false, problem: "It is empty.", hint: "Paste the output of `kubectl config view`." };
  const fields = fieldsOf(yaml);
  const sections = findSections(fields, yaml.document.contents);
  if (!sections.ok) return sections;

  const read = <Entry>(items: readonly unknown[], part: string, reader: Reader<Entry>): EntryReading<Entry>[] =>
    items.map((item) => {
      const inside =
        part === "cluster" && isClusterInside(fields, item) ? fields.resolve(item) : fields.field(item, part);
      return reader(fields, visibleName(fields.textField(item, "name")), inside);
    });
  const clusters = read(sections.items.clusters, "cluster", readCluster);
  const contexts = read(sections.items.contexts, "context", readContext);
  const users = read(sections.items.users, "user", readUser);
  const currentContext = visibleName(sections.currentContext ?? undefined) || null;

  const result = {
    contexts: contexts.map(({ entry }) => entry),
    currentContext,
    entries: { clusters: clusters.map(({ entry }) => entry), users: users.map(({ entry }) => entry) },
    fragment: sections.fragment,
  };
  const warnings = [
    ...yaml.duplicateKeys,
    ...[...clusters, ...contexts, ...users].flatMap((reading) => reading.warnings),
    ...repeatedNames("clusters", result.entries.clusters),
    ...repeatedNames("contexts", result.contexts),
    ...repeatedNames("users", result.entries.users),
    ...(sections.fragment ? [] : danglingReferences(result)),
  ];
  return { ok: true, ...result, warnings: shortened(warnings) };
}

type Reader<Entry> = (fields: Fields, name: string, part: ReturnType<Fields["field"]>) => EntryReading<Entry>;

function repeatedNames(list: string, entries: readonly { readonly name: string }[]): readonly string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name } of entries) (seen.has(name) ? repeated : seen).add(name);
  return [...repeated].map((name) => `Two ${list} have the name "${name}": kubectl refuses such a file.`);
}

function danglingReferences({
  contexts,
  currentContext,
  entries,
}: Pick<ReadableKubeconfig, "contexts" | "currentContext" | "entries">): readonly string[] {
  const clusters = new Set(entries.clusters.map(({ name }) => name));
  const users = new Set(entries.users.map(({ name }) => name));
  const dangling = contexts.flatMap((context) => [
    ...(context.cluster !== null && clusters.has(context.cluster)
      ? []
      : [
          `The context "${context.name}" names ${context.cluster === null ? "no cluster" : `the cluster "${context.cluster}", which is not there`}.`,
        ]),
    ...(context.user !== null && !users.has(context.user)
      ? [`The context "${context.name}" names the user "${context.user}", which is not there.`]
      : []),
  ]);
  const current =
    currentContext !== null && !contexts.some(({ name }) => name === currentContext)
      ? [`current-context is "${currentContext}", and there is no such context.`]
      : [];
  return [...current, ...dangling];
}

function shortened(warnings: readonly string[]): readonly string[] {
  return warnings.length <= maxWarnings
    ? warnings
    : [...warnings.slice(0, maxWarnings - 1), `And ${warnings.length - maxWarnings + 1} more.`];
}
