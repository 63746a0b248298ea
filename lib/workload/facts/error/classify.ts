import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { WorkloadErrorCause } from "./causes";
import {
  callers,
  composerRun,
  composerRunFailed,
  controlPlaneTimeout,
  linePatterns,
  otherRefusal,
  refusal,
} from "./text-patterns";

type ErrorText = Extract<WorkloadFactValues["errorText"], { readonly given: true }>;
type Details = ErrorText["details"];

/** Longer texts are cut at the front, longer lines at the end: what a program says last decides. In UTF-16 units. */
const textLimit = 256 * 1024;
const lineLimit = 4_000;

/**
 * What a pasted text says of a pod and its identity, most telling first; `["unknown"]` when nothing in it is recognised.
 * Deterministic, never throws. Of the text itself only names are kept.
 */
export function classifyErrorText(text: string): ErrorText {
  const lines = text
    .slice(-textLimit)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals colour what they print
    .replaceAll(/\u001b\[[0-9;]*m/g, "")
    .replaceAll('\\"', '"')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"')
    .split(/\r\n|\r|\n/)
    .map((line) => line.slice(0, lineLimit));
  const found: { readonly cause: WorkloadErrorCause; readonly details: Details }[] = [];
  for (const { cause, pattern } of linePatterns) {
    const line = lines.find((candidate) => pattern.test(candidate) && isAnswer(cause, candidate));
    if (line !== undefined) found.push({ cause, details: detailsOf(cause, line) });
  }
  found.push(...callersIn(lines));
  const isRun = lines.some((line) => composerRun.test(line)) && lines.some((line) => composerRunFailed.test(line));
  if (isRun) found.push({ cause: "composer-run-timeout", details: {} });
  else if (lines.some((line) => controlPlaneTimeout.test(line) && !/metadata|169\.254\./i.test(line))) {
    found.push({ cause: "control-plane-timeout", details: {} });
  }
  const ranked = found.toSorted((left, right) => rank(left.cause) - rank(right.cause));
  const causes = [...new Set(ranked.map(({ cause }) => cause))];
  if (causes.length === 0) return { given: true, causes: ["unknown"], details: {} };
  // The most telling line's names win.
  const details: Details = Object.assign({}, ...ranked.map(({ details: own }) => own).toReversed());
  return { given: true, causes, details };
}

/** A metadata server that answers with a status was reached: such a line is not one of its silence. */
function isAnswer(cause: WorkloadErrorCause, line: string): boolean {
  return cause !== "metadata-unreachable" || !/Status: ?\d{3}|IAM returned \d{3}/.test(line);
}

function callersIn(lines: readonly string[]) {
  return lines.flatMap((line) => {
    if (!refusal.test(line) || otherRefusal.test(line)) return [];
    const [first] = callers.flatMap(({ cause, pattern }) => {
      const caller = pattern.exec(line)?.[1]?.toLowerCase();
      return caller === undefined ? [] : [{ cause, caller }];
    });
    if (!first) return [];
    const { cause, caller } = first;
    const [, account, namespace] = /svc\.id\.goog\[(([a-z0-9-]{1,63})\/[a-z0-9.-]{1,253})\]/.exec(line) ?? [];
    const permission = permissionIn(line);
    const own = cause === "caller-is-google-service-account" ? { googleServiceAccount: caller } : {};
    return [
      {
        cause,
        details: {
          caller,
          ...own,
          ...(namespace ? { namespace } : {}),
          ...(account ? { account } : {}),
          ...(permission ? { permission } : {}),
        },
      },
    ];
  });
}

/** As `storage.objects.list`, where the line names one. */
function permissionIn(line: string): string | undefined {
  return /\b((?:[a-z][A-Za-z]{2,40}\.){1,3}[a-zA-Z]{2,40}) (?:access|permission)|[Pp]ermission '?([a-z][A-Za-z]{2,40}(?:\.[A-Za-z]{2,40}){1,3})'?/
    .exec(line)
    ?.slice(1)
    .find((part) => part !== undefined);
}

function detailsOf(cause: WorkloadErrorCause, line: string): Details {
  switch (cause) {
    case "token-denied":
    case "google-service-account-unknown": {
      const email = /([a-z][a-z0-9-]{4,62}@[a-z0-9.:-]{4,63}\.iam\.gserviceaccount\.com)/i
        .exec(line)?.[1]
        ?.toLowerCase();
      const permission = cause === "token-denied" ? { permission: "iam.serviceAccounts.getAccessToken" } : {};
      return { ...permission, ...(email ? { googleServiceAccount: email } : {}) };
    }
    case "pods-create-forbidden":
    case "events-list-forbidden":
    case "caller-is-anonymous": {
      const caller = /User "([^"]{1,320})"/i.exec(line)?.[1];
      const namespace = /in the namespace "([^"]{1,63})"/i.exec(line)?.[1];
      const permission = /requires one of \["([a-zA-Z.]{1,80})"/.exec(line)?.[1];
      return {
        ...(caller ? { caller } : {}),
        ...(namespace ? { namespace } : {}),
        ...(permission ? { permission } : {}),
      };
    }
    default:
      return {};
  }
}

/** What explains the others comes first: a pod that failed, failed because of what stands above it. */
const order: readonly WorkloadErrorCause[] = [
  "token-denied",
  "google-service-account-unknown",
  "identity-pool-missing",
  "composer-agent-denied",
  "events-list-forbidden",
  "caller-is-anonymous",
  "pods-create-forbidden",
  "caller-is-workload-pool",
  "caller-is-node",
  "caller-is-google-service-account",
  "metadata-unreachable",
  "no-kubeconfig",
  "unauthorized",
  "composer-run-timeout",
  "control-plane-timeout",
  "image-pull-failed",
  "secret-missing",
  "pod-unschedulable",
  "pod-start-timeout",
  "container-failed",
  "unknown",
];

function rank(cause: WorkloadErrorCause): number {
  return order.indexOf(cause);
}
