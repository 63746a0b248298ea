import { clockTime } from "@/lib/workload/facts/derive/clock-time";
import { poolOf } from "@/lib/workload/facts/derive/identity";
import { mayHoldStill, ownRecentBindings, proofStanding } from "@/lib/workload/facts/derive/proof-standing";
import { defineCheck } from "./define-check";
import { mayBeMended, proofEvidence } from "./given/evidence";
import { learnMore } from "./given/learn-more";

/** What a probe pod saw last. It says that there is no token, and not why: the links before it do. */
export const tokenRefused = defineCheck({
  meta: {
    id: "token-refused",
    hop: "token",
    title: "A pod got its token",
    failureTitle: "A pod got no token",
    why: "A probe pod under this service account asked, and nothing in the settings explains the answer.",
    learnMoreUrl: learnMore.troubleshooting,
    dependsOn: [
      "workload-pool-missing",
      "metadata-server-off",
      "host-network",
      "identity-of-node",
      "metadata-egress-blocked",
      "metadata-server-race",
      "namespace-missing",
      "service-account-missing",
      "annotation-missing",
      "annotation-mismatch",
      "annotation-unwanted",
      "google-service-account-missing",
      "google-service-account-disabled",
      "binding-of-deleted-account",
      "binding-for-another-account",
      "binding-conditional",
      "binding-missing",
      "binding-not-yet-effective",
    ],
  },
  needs: ["request", "cluster"],
  wants: ["proof", "recentBindings"],

  run({ request, cluster }, { proof, recentBindings }) {
    if (cluster.outcome !== "found")
      return { status: "not-applicable", summary: "No probe pod can run in a cluster that is hidden." };
    if (proof === undefined || recentBindings === undefined) return { status: "waiting" };
    const recent = ownRecentBindings(recentBindings, request, poolOf(request, cluster));
    const standing = proofStanding(proof, request, cluster, recent);
    switch (standing.kind) {
      case "none":
        return { status: "not-applicable", summary: "Not proven yet: run a probe pod." };
      case "outdated":
        return {
          status: "not-applicable",
          summary: `The last probe pod does not count: ${standing.why}. Run another one.`,
        };
      case "proven":
        return {
          status: "pass",
          summary: `A probe pod was ${standing.proof.email} and got a token at ${clockTime(standing.proof.at)}.`,
          evidence: [proofEvidence(standing.proof)],
        };
      case "node":
        return {
          status: "not-applicable",
          summary: "The probe pod had its node's account: the metadata server decides that.",
        };
      default:
    }
    if (!mayHoldStill(proof, standing.proof)) return mayBeMended(standing.proof);
    const { email, tokenStatus, at } = standing.proof;
    const common = {
      status: "fail",
      evidence: [proofEvidence(standing.proof)],
      remedies: [{ id: "prove-with-a-pod", params: {} }],
      certainty: "likely",
    } as const;
    if (standing.kind === "pool" || standing.kind === "other") {
      return {
        ...common,
        title: "A pod got another identity",
        summary: `At ${clockTime(at)} a probe pod was ${email}, not what was asked for.`,
      };
    }
    const answer = tokenStatus === 0 ? "no answer" : `HTTP ${tokenStatus}`;
    if (standing.kind === "silent") {
      return {
        ...common,
        title: "The metadata server named no identity",
        summary: `At ${clockTime(at)} the metadata server told a probe pod no identity; the token: ${answer}.`,
      };
    }
    if (tokenStatus !== 403 && tokenStatus !== 404) {
      return {
        status: "unknown",
        summary: `At ${clockTime(at)} a probe pod was ${email}, and the token came with ${answer}: that need not last.`,
        missing: [{ fact: "proof", reason: "unavailable", detail: "a probe pod that gets a clear answer" }],
      };
    }
    if (recent.length > 0) {
      return {
        status: "unknown",
        summary: `Drawbridge changed the binding a few minutes ago, and at ${clockTime(at)} IAM still refused a probe pod its token: it may not have spread the change yet.`,
        missing: [
          { fact: "proof", reason: "unavailable", detail: "a probe pod that ran seven minutes after the change" },
        ],
      };
    }
    return {
      ...common,
      summary: `At ${clockTime(at)} a probe pod was ${email}, and IAM answered its token with HTTP ${tokenStatus}.`,
    };
  },
});
