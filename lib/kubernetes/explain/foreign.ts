import { execGuarded, guard } from "./guarded-pattern";
import type { Root } from "./unwrap";

/**
 * Lines of other programs that use the words of a failed Kubernetes call: image pulls, probes, package managers, SSH.
 * Explaining them as the caller's way to the control plane would be a wrong verdict.
 */
const foreignLines: readonly RegExp[] = [
  /^(?:npm (?:ERR!|error|warn)|yarn |pnpm |fatal: |remote: |go: |pip |cargo |ssh: |scp: |rsync: |psql: |ping: |wget: |E: |W: |Warning: )/,
  /Error response from daemon|Failed to pull image|ErrImagePull|ImagePullBackOff|failed to resolve reference/,
  /\b(?:readiness|liveness|startup) probe failed|MountVolume|is not a valid chart repository|failed to do request/i,
  /\brpc error: code = (?:Unknown|Unavailable|DeadlineExceeded) desc = (?:failed to pull|connection error)/,
  /ERROR: Could not (?:find a version|install packages)|kex_exchange_identification/,
];

const guardedLines = foreignLines.map(guard);

const foreignHosts =
  /(?:^|\.)(?:docker\.io|docker\.com|gcr\.io|pkg\.dev|quay\.io|ghcr\.io|github\.com|githubusercontent\.com|npmjs\.org|pypi\.org|pythonhosted\.org|golang\.org|k8s\.io)$/;

/** SSH, mail, databases, brokers: named by a dial without its request, they are some other program's business. */
const foreignPorts =
  /(?:dial tcp|connect E[A-Z]{3,12}) \S{0,100}?:(?:22|25|389|587|1433|3306|5432|5672|6379|9092|9200|11211|27017)\b/;

/** `root` is the line's own root error. */
export function isForeign(line: string, root: Root): boolean {
  if (root.url && foreignHosts.test(root.url.host)) return true;
  if (!root.call && foreignPorts.test(root.text)) return true;
  return guardedLines.some((guarded) => execGuarded(guarded, line) !== null);
}
