import { z } from "zod";
import type { IamPolicyView, ServiceAccountIdentity } from "@/lib/workload/facts/iam-view";
import { GoogleError } from "./google-error";
import { iamPolicy } from "./iam-policy";
import { readPages, readRest } from "./read-rest";
import type { Rest } from "./rest";

export const iamHost = "iam.googleapis.com";

const account = z
  .object({
    email: z.string().min(1),
    projectId: z.string().default(""),
    uniqueId: z.string().default(""),
    displayName: z.string().default(""),
    disabled: z.boolean().default(false),
  })
  .transform(({ projectId: project, ...rest }): ServiceAccountIdentity => ({ ...rest, project }));

const list = z.object({ accounts: z.array(account).default([]), nextPageToken: z.string().optional() });

/** @throws GoogleError `not-found`; Google says `permission-denied` for an account that does not exist, too */
export function getServiceAccount(rest: Rest, email: string, signal: AbortSignal): Promise<ServiceAccountIdentity> {
  return withName(email, (name) => readRest(account, rest, { host: iamHost, path: `/v1/${name}` }, signal));
}

/** The accounts of a project, of which at most 2,000 are read. */
export function listServiceAccounts(
  rest: Rest,
  project: string,
  signal: AbortSignal,
): Promise<readonly ServiceAccountIdentity[]> {
  return readPages(async (query) => {
    const path = `/v1/projects/${encodeURIComponent(project)}/serviceAccounts?pageSize=100${query}`;
    const { accounts, nextPageToken } = await readRest(list, rest, { host: iamHost, path }, signal);
    return { items: accounts, nextPageToken };
  });
}

/** Who may act as the account, with conditions. Errors as of `getServiceAccount`. */
export function getServiceAccountPolicy(rest: Rest, email: string, signal: AbortSignal): Promise<IamPolicyView> {
  return withName(email, (name) => {
    const path = `/v1/${name}:getIamPolicy?options.requestedPolicyVersion=3`;
    return readRest(iamPolicy, rest, { host: iamHost, path, body: {} }, signal);
  });
}

async function withName<Value>(email: string, use: (name: string) => Promise<Value>): Promise<Value> {
  return use(serviceAccountName(email));
}

/**
 * `projects/P/serviceAccounts/EMAIL`, with the project that the address names, or Google's `-` where it names none.
 * @throws GoogleError `invalid-argument` when that is no service account's address
 */
export function serviceAccountName(email: string): string {
  if (!/^[a-z0-9][a-z0-9.-]{0,127}@[a-z0-9][a-z0-9.-]{0,120}\.gserviceaccount\.com$/.test(email)) {
    throw new GoogleError("invalid-argument", "That is not the address of a Google service account.");
  }
  const project = /@([a-z][a-z0-9-]{4,28}[a-z0-9])\.iam\.gserviceaccount\.com$/.exec(email)?.[1] ?? "-";
  return `projects/${project}/serviceAccounts/${email}`;
}
