import { type ClusterReference, clusterReference } from "./cluster-reference";

const flagsWithoutValue = new Set([
  "internal-ip",
  "dns-endpoint",
  "private-endpoint-fqdn",
  "quiet",
  "q",
  "log-http",
  "user-output-enabled",
]);
const endsCommand = new Set(["&&", "||", ";", "|", "&"]);
const locationFlags = ["location", "region", "zone", "z"];

/**
 * Reads a pasted `gcloud container clusters get-credentials C --region L --project P`: one command, with any flags in
 * any order, continued lines, a prompt before it, another command behind it. Undefined for any other text.
 */
export function readGetCredentials(text: string): ClusterReference | undefined {
  const joined = text.replace(/[\\`^]\r?\n/g, " ").trim();
  if (/[\r\n]/.test(joined)) return undefined;
  const words = (joined.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replace(/["']/g, ""));
  const start = words.indexOf("gcloud");
  if (start < 0 || start > 2) return undefined;
  const { positionals, flags } = parseWords(words.slice(start + 1));
  const [group, noun, verb, cluster] = ["alpha", "beta"].includes(positionals[0] ?? "")
    ? positionals.slice(1)
    : positionals;
  if (group !== "container" || noun !== "clusters" || verb !== "get-credentials") return undefined;

  const project = flags.get("project");
  const location = locationFlags.map((flag) => flags.get(flag)).find((value) => value);
  if (!cluster) return { ok: false, problem: "This command names no cluster." };
  if (!location) return { ok: false, problem: "This command names no location: add --region or --zone." };
  if (!project) return { ok: false, problem: "This command names no project: add --project." };
  return clusterReference(project, location, cluster);
}

function parseWords(words: readonly string[]): {
  readonly positionals: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
} {
  const positionals: string[] = [];
  const flags = new Map<string, string>();
  let pending: string | undefined;
  for (const word of words) {
    if (endsCommand.has(word)) break;
    const [, flag, value] = /^--?([a-z][a-z-]*)(?:=(.*))?$/.exec(word) ?? [];
    if (flag !== undefined) {
      if (value !== undefined) flags.set(flag, value);
      pending = value === undefined && !flagsWithoutValue.has(flag) && !flag.startsWith("no-") ? flag : undefined;
    } else if (pending !== undefined) {
      flags.set(pending, word.replace(/;$/, ""));
      pending = undefined;
    } else positionals.push(word.replace(/;$/, ""));
    if (word.endsWith(";")) break;
  }
  return { positionals, flags };
}
