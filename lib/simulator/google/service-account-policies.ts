import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import { iamDenied } from "./errors";
import { policyAnswer, setPolicyAnswer, testedPermissions } from "./iam-policies";
import { type AccountPath, accountPattern, findAccount } from "./service-account-access";
import { type GoogleRoute, type IamWorld, isKnownDenied, withIam } from "./world";

/** The IAM policies of service accounts. */
export const serviceAccountPolicyRoutes: readonly GoogleRoute[] = [
  { method: "POST", pattern: new RegExp(`${accountPattern}:getIamPolicy$`), handle: withIam(getPolicy) },
  { method: "POST", pattern: new RegExp(`${accountPattern}:setIamPolicy$`), handle: withIam(setPolicy) },
  { method: "POST", pattern: new RegExp(`${accountPattern}:testIamPermissions$`), handle: withIam(testPermissions) },
];

function getPolicy(world: IamWorld, path: AccountPath, request: SimulatedRequest): SimulatedAnswer {
  const permission = "iam.serviceAccounts.getIamPolicy";
  const found = findAccount(world, path, permission);
  if (found.refusal) return found.refusal;
  const { account, iam } = found;
  const policy = account && iam.policy(account.email);
  return policy ? policyAnswer(policy, request) : iamDenied(permission);
}

function setPolicy(world: IamWorld, path: AccountPath, request: SimulatedRequest): SimulatedAnswer {
  const permission = "iam.serviceAccounts.setIamPolicy";
  const found = findAccount(world, path, permission);
  if (found.refusal) return found.refusal;
  const { account, iam } = found;
  const present = account && iam.policy(account.email);
  if (!present) return iamDenied(permission);
  const set: Parameters<typeof setPolicyAnswer>[2]["set"] = (wanted) => iam.setPolicy(account.email, wanted, world.now);
  return setPolicyAnswer(world, request, { resource: account.name, present, set });
}

/** Documented of every `testIamPermissions`: what does not exist gives no permissions, not an error. */
function testPermissions(world: IamWorld, path: AccountPath, request: SimulatedRequest): SimulatedAnswer {
  const account = world.iam.account(path.account ?? "");
  const isDenied = (permission: string) => !account || isKnownDenied(world, account.projectId, permission);
  return testedPermissions(request, isDenied);
}
