import { jsonBody, type SimulatedAnswer, type SimulatedRequest } from "@/lib/simulator/http/exchange";
import { isJsonObject, objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import { refusals } from "@/lib/simulator/updates/refusals";
import type { Json } from "@/lib/simulator/world";
import { alreadyExists, googleError, iamDenied } from "./errors";
import { type AccountPath, accountPattern, findAccount } from "./service-account-access";
import { type GoogleRoute, type GoogleWorld, type IamWorld, isDenied, pageOf, projectIds, withIam } from "./world";

const collection = /^\/v1\/projects\/(?<project>[^/]+)\/serviceAccounts$/;

/** IAM's service accounts: reading, creating, deleting, switching off and on. */
export const serviceAccountRoutes: readonly GoogleRoute[] = [
  { method: "GET", pattern: collection, handle: withIam(listAccounts) },
  { method: "GET", pattern: new RegExp(`${accountPattern}$`), handle: withIam(getAccount) },
  { method: "POST", pattern: collection, handle: withIam(createAccount) },
  { method: "DELETE", pattern: new RegExp(`${accountPattern}$`), handle: withIam(deleteAccount) },
  { method: "POST", pattern: new RegExp(`${accountPattern}:(?<verb>enable|disable)$`), handle: withIam(switchAccount) },
];

/** Documented: 20 accounts a page unless the caller says otherwise, and 100 at most. */
const pageSizes = { usual: 20, most: 100 };

function listAccounts(world: IamWorld, { project = "" }: AccountPath, { query }: SimulatedRequest): SimulatedAnswer {
  const permission = "iam.serviceAccounts.list";
  if (!projectIds(world).includes(project) || isDenied(world, project, permission)) return iamDenied(permission);
  const size = Math.min(Number(query.get("pageSize")) || pageSizes.usual, pageSizes.most);
  const { items, ...rest } = pageOf(world.iam.accountsOf(project), size, query.get("pageToken") ?? undefined);
  return { status: 200, json: items.length > 0 ? { accounts: items, ...rest } : {} };
}

function getAccount(world: IamWorld, path: AccountPath): SimulatedAnswer {
  const { account, refusal } = withAccount(findAccount(world, path, "iam.serviceAccounts.get"));
  return refusal ?? { status: 200, json: account };
}

function createAccount(world: IamWorld, { project = "" }: AccountPath, request: SimulatedRequest): SimulatedAnswer {
  const permission = "iam.serviceAccounts.create";
  if (!projectIds(world).includes(project) || isDenied(world, project, permission)) return iamDenied(permission);
  const body = jsonBody(request) as Json | undefined;
  if (!isJsonObject(body)) return refusals.notJson();
  const id = textAt(body, "accountId") ?? "";
  if (!/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(id)) {
    return googleError(
      400,
      `Invalid service account id: ${id}. It must have 6 to 30 lower-case letters, digits and dashes.`,
    );
  }
  const { displayName, description } = objectAt(body, "serviceAccount");
  const account = world.iam.create(`${id}@${project}.iam.gserviceaccount.com`, project, {
    ...(typeof displayName === "string" ? { displayName } : {}),
    ...(typeof description === "string" ? { description } : {}),
  });
  if (!account) return alreadyExists(`Service account ${id} already exists within project projects/${project}.`);
  accept(world);
  return { status: 200, json: account };
}

function deleteAccount(world: IamWorld, path: AccountPath): SimulatedAnswer {
  const { account, refusal } = withAccount(findAccount(world, path, "iam.serviceAccounts.delete"));
  if (refusal) return refusal;
  world.iam.delete(account.email, world.now);
  accept(world);
  return { status: 200, json: {} };
}

function switchAccount(world: IamWorld, path: AccountPath): SimulatedAnswer {
  const { verb = "" } = path;
  const { account, refusal } = withAccount(findAccount(world, path, `iam.serviceAccounts.${verb}`));
  if (refusal) return refusal;
  world.iam.setDisabled(account.email, verb === "disable");
  accept(world);
  return { status: 200, json: {} };
}

/** Recorded: what does not exist is an unknown service account. */
function withAccount(found: ReturnType<typeof findAccount>) {
  if (found.refusal) return { refusal: found.refusal };
  const { account } = found;
  return account ? { account } : { refusal: googleError(404, "Unknown service account") };
}

function accept({ writing }: GoogleWorld): void {
  if (writing) writing.entry.outcome = "accepted";
}
