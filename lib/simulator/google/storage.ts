import { jsonBody, type SimulatedAnswer, type SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { IamPolicy } from "@/lib/simulator/iam/policy";
import { isJsonObject } from "@/lib/simulator/json/merge-patch";
import { refusals } from "@/lib/simulator/updates/refusals";
import type { Json } from "@/lib/simulator/world";
import { errorInfo, googleError } from "./errors";
import { policyAnswer, replacePolicy } from "./iam-policies";
import { type GoogleRoute, type IamWorld, isDenied, withIam } from "./world";

const pattern = /^\/storage\/v1\/b\/(?<bucket>[^/]+)\/iam$/;

/** Cloud Storage's JSON API: the IAM policy of a bucket. The rest is 501. */
export const storageRoutes: readonly GoogleRoute[] = [
  { method: "GET", pattern, handle: withIam(getPolicy) },
  { method: "PUT", pattern, handle: withIam(setPolicy) },
];

type Path = Readonly<Record<string, string>>;

function getPolicy(world: IamWorld, { bucket = "" }: Path, request: SimulatedRequest): SimulatedAnswer {
  const { policy, refusal } = findPolicy(world, bucket, "storage.buckets.getIamPolicy");
  return refusal ?? asBucket(bucket, policyAnswer(policy, request, "optionsRequestedPolicyVersion"));
}

/** The body is the policy itself. */
function setPolicy(world: IamWorld, { bucket = "" }: Path, request: SimulatedRequest): SimulatedAnswer {
  const { policy: present, refusal } = findPolicy(world, bucket, "storage.buckets.setIamPolicy");
  if (refusal) return refusal;
  const body = jsonBody(request) as Json | undefined;
  if (!isJsonObject(body)) return refusals.notJson();
  const unknown = Object.keys(body).find((key) => !fields.includes(key));
  if (unknown !== undefined) return refusals.unknownField(unknown, []);
  const answer = replacePolicy(world, body, {
    resource: `buckets/${bucket}`,
    present,
    set: (wanted) => world.iam.setBucketPolicy(bucket, wanted, world.now),
    stale: () => googleError(412, "At least one of the pre-conditions you specified did not hold."),
  });
  return asBucket(bucket, answer);
}

const fields = ["kind", "resourceId", "version", "etag", "bindings"];

function findPolicy(
  world: IamWorld,
  bucket: string,
  permission: string,
):
  | { readonly policy: IamPolicy; readonly refusal?: undefined }
  | { readonly refusal: SimulatedAnswer; readonly policy?: undefined } {
  const { iam, identity } = world;
  const project = iam.projectOfBucket(bucket);
  const policy = iam.bucketPolicy(bucket);
  if (project === undefined || !policy) return { refusal: googleError(404, "The specified bucket does not exist.") };
  if (!isDenied(world, project, permission)) return { policy };
  return { refusal: denied(identity?.principal ?? "Anonymous caller", permission) };
}

function asBucket(bucket: string, { status, json, ...answer }: SimulatedAnswer): SimulatedAnswer {
  if (status !== 200) return { ...answer, status, json };
  const known = { kind: "storage#policy", resourceId: `projects/_/buckets/${bucket}`, version: 1 };
  return { ...answer, status, json: { ...known, ...(json as object) } };
}

function denied(principal: string, permission: string): SimulatedAnswer {
  const message = `${principal} does not have ${permission} access to the Google Cloud Storage bucket. Permission '${permission}' denied on resource (or it may not exist).`;
  return googleError(403, message, [errorInfo("IAM_PERMISSION_DENIED", "storage.googleapis.com", { permission })]);
}
