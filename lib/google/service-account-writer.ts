import type { IamPolicyView } from "@/lib/workload/facts/iam-view";
import type { GoogleIdentity } from "./auth";
import { bindingChangeProblem, toVendorPolicy } from "./binding-change";
import { GoogleError } from "./google-error";
import { iamPolicy } from "./iam-policy";
import { googleRest } from "./rest";
import { iamHost, serviceAccountName } from "./service-accounts";
import type { GoogleSettings } from "./settings";
import { toWriteError } from "./write-outcome";

/** The writing half of `iam.googleapis.com`, for the applier and its identity only. */
export type ServiceAccountWriter = {
  /**
   * Puts `after` in the place of `before`, the policy of a service account as it was read, and resolves with the policy
   * that Google then has. Sent once, and only when nothing but Kubernetes service accounts among the members of
   * roles/iam.workloadIdentityUser differs.
   * @throws GoogleError `aborted` when the policy is not `before` any more; `unknown-outcome` when Google may have accepted
   *   it; with every other reason it was not accepted. `invalid-argument` also for what is not sent
   */
  readonly setServiceAccountPolicy: (
    email: string,
    change: { readonly before: IamPolicyView; readonly after: IamPolicyView },
    timeoutMs: number,
  ) => Promise<IamPolicyView>;
};

export function serviceAccountWriter(settings: GoogleSettings, identity: GoogleIdentity): ServiceAccountWriter {
  const rest = googleRest(settings, identity);
  return {
    async setServiceAccountPolicy(email, { before, after }, timeoutMs) {
      const problem = bindingChangeProblem(before, after);
      if (problem) throw new GoogleError("invalid-argument", problem);
      const path = `/v1/${serviceAccountName(email)}:setIamPolicy`;
      const body = { policy: toVendorPolicy(after) };
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        return iamPolicy.parse(await rest({ host: iamHost, path, body, authenticated: true }, signal));
      } catch (error) {
        throw toWriteError(error);
      }
    },
  };
}
