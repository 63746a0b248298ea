import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import { errorInfo, googleError } from "./errors";
import { policyAnswer } from "./iam-policies";
import { type GoogleRoute, type IamWorld, isDenied, withIam } from "./world";

/** Cloud Storage's JSON API: the IAM policy of a bucket. The rest is 501. */
export const storageRoutes: readonly GoogleRoute[] = [
  { method: "GET", pattern: /^\/storage\/v1\/b\/(?<bucket>[^/]+)\/iam$/, handle: withIam(getPolicy) },
];

const permission = "storage.buckets.getIamPolicy";

function getPolicy(
  world: IamWorld,
  { bucket = "" }: Readonly<Record<string, string>>,
  request: SimulatedRequest,
): SimulatedAnswer {
  const { iam, identity } = world;
  const project = iam.projectOfBucket(bucket);
  const policy = iam.bucketPolicy(bucket);
  if (project === undefined || !policy) return googleError(404, "The specified bucket does not exist.");
  if (isDenied(world, project, permission)) return denied(identity?.principal ?? "Anonymous caller");
  const { status, json } = policyAnswer(policy, request, "optionsRequestedPolicyVersion");
  if (status !== 200) return { status, json };
  return {
    status,
    json: { kind: "storage#policy", resourceId: `projects/_/buckets/${bucket}`, version: 1, ...(json as object) },
  };
}

function denied(principal: string): SimulatedAnswer {
  const message = `${principal} does not have ${permission} access to the Google Cloud Storage bucket. Permission '${permission}' denied on resource (or it may not exist).`;
  return googleError(403, message, [errorInfo("IAM_PERMISSION_DENIED", "storage.googleapis.com", { permission })]);
}
