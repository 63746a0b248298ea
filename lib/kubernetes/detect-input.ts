import { parseAddress } from "@/lib/core/address";
import { type ClusterName, formatClusterName, parseClusterName, parseContextName } from "@/lib/core/cluster-name";
import { readKubeconfig } from "@/lib/kubernetes/kubeconfig/read";
import { parseServerAddress } from "@/lib/kubernetes/kubeconfig/server-address";
import { unusableText } from "@/lib/kubernetes/kubeconfig/text";
import { readClusterReference } from "./cluster-reference";
import { readGetCredentials } from "./get-credentials-command";

/** What a person pasted into the box that takes anything. `port` is null when none is written and the scheme is not `http`. */
export type DetectedInput =
  | { readonly kind: "kubeconfig" }
  | { readonly kind: "endpoint"; readonly host: string; readonly port: number | null }
  | { readonly kind: "cluster-name"; readonly name: ClusterName }
  | { readonly kind: "context-name"; readonly name: ClusterName }
  | { readonly kind: "error-text" }
  | { readonly kind: "empty" }
  | { readonly kind: "unusable"; readonly problem: string };

const kubeconfigKeys = ["clusters", "contexts", "users", "current-context", "certificate-authority(?:-data)?"];
const kubeconfigMarks = [
  ...kubeconfigKeys.map((key) => `${key}["']?\\s*:`),
  `kind["']?\\s*:\\s*["']?Config\\b`,
  `server["']?\\s*:\\s*["']?https?:`,
].map(atKey);
const entryMark = atKey(`(?:cluster|context|user)["']?\\s*:`);

/** Where YAML or JSON can have a key: at the start of a line, or after a quote, a brace or a comma. */
function atKey(pattern: string): RegExp {
  return new RegExp(`(?:^[ \\t-]*|["'{,]\\s*)["']?${pattern}`, "m");
}

/**
 * Says what a pasted text is. A text that is none of the known things is an error text: the explainer judges it.
 * A kubeconfig that is damaged is still a kubeconfig: reading it tells what is wrong. `unusable` says what to do instead.
 */
export function detectInput(text: string): DetectedInput {
  const unusable = unusableText(text);
  if (unusable) return { kind: "unusable", problem: unusable };
  const trimmed = unwrapped(text);
  if (trimmed === "") return { kind: "empty" };
  const reference = readClusterReference(trimmed) ?? readGetCredentials(trimmed);
  if (reference) {
    return reference.ok
      ? { kind: "cluster-name", name: reference.name }
      : { kind: "unusable", problem: reference.problem };
  }
  const context = parseContextName(trimmed);
  if (context && parseClusterName(formatClusterName(context))) return { kind: "context-name", name: context };
  return endpointIn(trimmed) ?? { kind: isKubeconfig(text) ? "kubeconfig" : "error-text" };
}

/** Without white space and one pair of quotes, backticks or angle brackets around it. */
function unwrapped(text: string): string {
  const trimmed = text.replace(/^\ufeff/, "").trim();
  const [, inside] =
    /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`|<([^<>]*)>)$/.exec(trimmed)?.filter((part) => part !== undefined) ?? [];
  return (inside ?? trimmed).trim();
}

function endpointIn(text: string): DetectedInput | undefined {
  if (/\s/.test(text)) return undefined;
  const address = parseAddress(text);
  if (address) return { kind: "endpoint", host: address, port: null };
  const server = parseServerAddress(text);
  if (!server) return undefined;
  const { scheme, host, port } = server;
  if (scheme === null ? !isBareEndpoint(text, host, port) : scheme !== "https" && scheme !== "http") return undefined;
  return { kind: "endpoint", host, port: port ?? (scheme === "http" ? 80 : null) };
}

/** Without a scheme, only what can be nothing else: a CIDR is no endpoint, nor is the name of a file. */
function isBareEndpoint(text: string, host: string, port: number | null): boolean {
  if (/[/?#@]/.test(text.replace(/\/$/, ""))) return false;
  if (parseAddress(host) || host.endsWith(".gke.goog")) return true;
  return port !== null && (host === "localhost" || /\.[a-z]{2,}$/.test(host));
}

/** Two marks are enough, so that a damaged file is recognised; fewer must be readable and say something. */
function isKubeconfig(text: string): boolean {
  const marks = kubeconfigMarks.filter((mark) => mark.test(text)).length;
  if (marks > 1) return true;
  if (marks === 0 && !entryMark.test(text)) return false;
  const reading = readKubeconfig(text);
  if (!reading.ok) return false;
  const { contexts, entries } = reading;
  const tells = entries.clusters.some(
    ({ server, certificateAuthority }) => server || certificateAuthority.kind !== "none",
  );
  return tells || contexts.length + entries.users.length > 0;
}
