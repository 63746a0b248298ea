import { clockTime } from "@/lib/workload/facts/derive/clock-time";
import { callerInText } from "@/lib/workload/facts/derive/error-says";
import type { Link } from "@/lib/workload/facts/links";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import type { Finding } from "../checks/outcome";
import { factValue, proofIn } from "./facts-of";

/** Something that was seen and shows that links hold, whatever the configuration says of them. */
export type Seen = {
  /** Failures of these links are contradicted. */
  readonly refutes: readonly Link[];
  /** What could not be decided about these is decided. */
  readonly settles: readonly Link[];
  /** What it is, as a clause. */
  readonly words: string;
};

/** Up to here a pod that was given the wanted identity has come. */
const toIdentity: readonly Link[] = ["workload-pool", "metadata-server", "namespace", "service-account", "annotation"];
const toToken: readonly Link[] = [...toIdentity, "google-service-account", "binding"];

/**
 * Everything in the facts that proves links. What is read of the cluster and of IAM at this moment (namespace, service
 * account, annotation, the Google account) is newer than any pod and is not refuted, only settled where it is unknown.
 */
export function seenIn(facts: WorkloadSnapshot): readonly Seen[] {
  const standing = proofIn(facts);
  const seen: Seen[] = [];
  if (standing.kind === "proven") {
    const words = `a probe pod got a token at ${clockTime(standing.proof.at)}; IAM's tokens last about an hour`;
    seen.push({ refutes: ["metadata-server", "binding"], settles: toToken, words });
  }
  if (standing.kind === "refused") {
    const words = `a probe pod was given the identity at ${clockTime(standing.proof.at)}`;
    seen.push({ refutes: ["metadata-server"], settles: toIdentity, words });
  }
  const request = factValue(facts, "request");
  const errorText = factValue(facts, "errorText");
  if (!request || !errorText?.given) return seen;
  const caller = callerInText(errorText, request, factValue(facts, "cluster"));
  if (caller?.whose === "wanted" && request.googleServiceAccount !== null) {
    const words = "your error text shows that an API knew the pod as the wanted account";
    seen.push({ refutes: ["binding"], settles: [], words });
  }
  return seen;
}

/** The finding as it stands beside what was seen: a failure becomes advice, what was undecided no longer matters. */
export function weighed(finding: Finding, seen: readonly Seen[]): Finding {
  const { status, severity, hop, bases } = finding;
  if (status === "unknown") {
    const settling = seen.find(({ settles }) => settles.includes(hop));
    if (!settling) return finding;
    return { ...finding, status: "not-applicable", summary: `${finding.summary} Yet ${settling.words}.`, missing: [] };
  }
  if (status !== "fail" || severity !== "blocking" || bases.includes("error-text") || bases.includes("observed"))
    return finding;
  const against = seen.find(({ refutes }) => refutes.includes(hop));
  if (!against) return finding;
  const summary = `${finding.summary} Yet ${against.words}.`;
  return { ...finding, severity: "advisory", certainty: "likely", summary };
}
