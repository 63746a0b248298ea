import type { IamPolicyView } from "@/lib/workload/facts/iam-view";
import { iamPolicy } from "./iam-policy";
import { readRest } from "./read-rest";
import type { Rest } from "./rest";

/** Who has which roles on a project itself; what folders and the organisation give is not in it. Needs `resourcemanager.projects.getIamPolicy`. */
export function getProjectPolicy(rest: Rest, project: string, signal: AbortSignal): Promise<IamPolicyView> {
  const path = `/v3/projects/${encodeURIComponent(project)}:getIamPolicy`;
  const body = { options: { requestedPolicyVersion: 3 } };
  return readRest(iamPolicy, rest, { host: "cloudresourcemanager.googleapis.com", path, body }, signal);
}

/** Who has which roles on a bucket itself. Needs `storage.buckets.getIamPolicy`. */
export function getBucketPolicy(rest: Rest, bucket: string, signal: AbortSignal): Promise<IamPolicyView> {
  const path = `/storage/v1/b/${encodeURIComponent(bucket)}/iam?optionsRequestedPolicyVersion=3`;
  return readRest(iamPolicy, rest, { host: "storage.googleapis.com", path }, signal);
}
