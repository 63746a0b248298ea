import { toGoogleError } from "@/lib/google/google-error";
import { getServiceAccount, getServiceAccountPolicy } from "@/lib/google/service-accounts";
import { unknownFrom } from "@/lib/google/unknown-from";
import { defineGatherer, type Gathered } from "./define-gatherer";
import type { WorkloadSurroundings } from "./surroundings";

const deadlineMs = 6_000;

/** The Google service account that pods are to act as. */
export function googleServiceAccountGatherer({ rest }: WorkloadSurroundings) {
  return defineGatherer({
    fact: "googleServiceAccount",
    source: "iam.googleapis.com projects.serviceAccounts.get",
    deadlineMs,
    prepare({ request }) {
      if (request?.state !== "known") return undefined;
      const email = request.value.googleServiceAccount;
      if (email === null) return { known: { outcome: "none" } };
      return {
        async gather(signal): Promise<Gathered<"googleServiceAccount">> {
          try {
            const { uniqueId, disabled } = await getServiceAccount(rest, email, signal);
            return { known: { outcome: "found", email, uniqueId, disabled } };
          } catch (error) {
            const { reason, message } = toGoogleError(error);
            if (reason === "not-found") return { known: { outcome: "not-found", message } };
            return unknownFrom(error, "iam.serviceAccounts.get", email);
          }
        },
      };
    },
  });
}

/** Who may act as the Google service account. */
export function policyGatherer({ rest }: WorkloadSurroundings) {
  return defineGatherer({
    fact: "policy",
    source: "iam.googleapis.com projects.serviceAccounts.getIamPolicy",
    deadlineMs,
    prepare({ request }) {
      if (request?.state !== "known") return undefined;
      const email = request.value.googleServiceAccount;
      if (email === null) return { known: { policy: null } };
      return {
        async gather(signal): Promise<Gathered<"policy">> {
          try {
            return { known: { policy: await getServiceAccountPolicy(rest, email, signal) } };
          } catch (error) {
            const { reason, message } = toGoogleError(error);
            if (reason === "not-found") return { unknown: "needs-another-fact", detail: message };
            return unknownFrom(error, "iam.serviceAccounts.getIamPolicy", email);
          }
        },
      };
    },
  });
}
