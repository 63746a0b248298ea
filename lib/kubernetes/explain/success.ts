import type { Reading } from "./evidence";
import type { Suspects } from "./rules/rule";
import { suspects } from "./rules/rule";

/**
 * A command that worked: `reached` when its output came from the API server (or Google), `local` when it only read the
 * client's own files and so proves nothing about the path.
 */
export type Success = {
  readonly kind: "reached" | "local";
  readonly suspects: Suspects;
  readonly readings: readonly Reading[];
};

/** Slower than this is worth a word: a healthy call takes well under a second, the Cloud SDK's probe of a dead endpoint 5 s. */
const slowSeconds = 4;

const reachedLines: readonly RegExp[] = [
  /^Server Version: /,
  /^Kubernetes control plane is running at /,
  /^No resources found(?: in \S{1,253} namespace)?\.?$/,
  /^[a-z][\w.-]{0,100}\/\S{1,253} (?:created|configured|unchanged|patched|deleted|labeled|annotated|scaled|restarted|edited)(?: \((?:server )?dry run\))?$/,
  /^[a-z][a-z.]{1,100} "[^"\n]{1,253}" deleted(?: from \S{1,253} namespace)?$/,
  /^Updated (?:\[https?:\/\/\S{1,300}\]|IAM policy for )/,
  /^ {0,8}resourceVersion: "?\d/,
];
const localLines: readonly RegExp[] = [
  /^(?:Switched to (?:context|a new context)|Context "[^"\n]{1,300}" (?:modified|created)|kubeconfig entry generated for )/,
  /^Client Version: /,
];
/** An error stands beside the output, recognised or not. */
const errorLine = /^(?:(?:error|fatal|panic|ERROR): |Error(?::| from | in ))/;

/** The whole of what `kubectl auth can-i` and `kubectl get --raw /readyz` print. */
const wholeAnswers = new Set(["yes", "ok"]);

export function findSuccess(readings: readonly Reading[], seconds: number | undefined): Success | undefined {
  const printed = readings.filter((reading) => reading.statement.kind === "plain");
  if (printed.some((reading) => errorLine.test(textOf(reading)))) return undefined;
  const reached = printed.filter((reading) => reachedLines.some((line) => line.test(textOf(reading))));
  if (reached.length > 0) return reachedSuccess(reached, seconds);

  const table = printed.findIndex((reading) => isTableHeader(textOf(reading)));
  const header = printed[table];
  if (header && table + 1 < printed.length) {
    return isLocalTable(textOf(header)) ? localSuccess([header]) : reachedSuccess([header], seconds);
  }

  const only = printed.length === 1 ? printed[0] : undefined;
  if (only && wholeAnswers.has(textOf(only))) return reachedSuccess([only], seconds);

  const view = printed.filter((reading) => /^(?:kind: Config|current-context: |apiVersion: v1)$/.test(keyOf(reading)));
  if (view.length >= 3) return { kind: "local", suspects: viewSuspects(seconds), readings: view };

  const local = printed.filter((reading) => localLines.some((line) => line.test(textOf(reading))));
  return local.length > 0 ? localSuccess(local) : undefined;
}

function textOf(reading: Reading): string {
  return reading.statement.body.text;
}

/** The line, or for `current-context: x` its key. */
function keyOf(reading: Reading): string {
  const text = textOf(reading);
  return text.startsWith("current-context: ") ? "current-context: " : text;
}

function reachedSuccess(readings: readonly Reading[], seconds: number | undefined): Success {
  return { kind: "reached", suspects: suspects(isSlow(seconds) ? "slow-ok" : "ok"), readings };
}

function localSuccess(readings: readonly Reading[]): Success {
  return { kind: "local", suspects: suspects("ok"), readings };
}

/** `kubectl config view` reads a file, yet the Cloud SDK's kubectl probes the endpoint first: only its duration tells. */
function viewSuspects(seconds: number | undefined): Suspects {
  if (seconds === undefined) return suspects("slow-ok", "ok");
  return isSlow(seconds) ? suspects("slow-ok") : suspects("ok");
}

function isSlow(seconds: number | undefined): boolean {
  return seconds !== undefined && seconds >= slowSeconds;
}

const columns = /^[A-Z][A-Z0-9()_/%-]{0,40}$/;
const firstColumns = new Set(["NAME", "NAMESPACE", "LAST", "CURRENT", "CLUSTER", "RESOURCES", "TYPE"]);

/** A header of two or more upper-case words, the first of them one that kubectl and gcloud use. */
function isTableHeader(text: string): boolean {
  if (text.length > 400) return false;
  const words = text.split(/\s+/);
  return words.length >= 2 && firstColumns.has(words[0] ?? "") && words.every((word) => columns.test(word));
}

function isLocalTable(header: string): boolean {
  return header.startsWith("CURRENT ");
}
