import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import { iamDenied } from "./errors";
import { policyAnswer, setPolicyAnswer } from "./iam-policies";
import { type GoogleRoute, type IamWorld, isDenied, withIam } from "./world";

/** The IAM policies of projects, Resource Manager v1 and v3. */
export const projectPolicyRoutes: readonly GoogleRoute[] = [
  { method: "POST", pattern: projectVerb("getIamPolicy"), handle: withIam(getPolicy) },
  { method: "POST", pattern: projectVerb("setIamPolicy"), handle: withIam(setPolicy) },
];

type Path = Readonly<Record<string, string>>;

function getPolicy(world: IamWorld, { project = "" }: Path, request: SimulatedRequest): SimulatedAnswer {
  const permission = "resourcemanager.projects.getIamPolicy";
  const policy = world.iam.projectPolicy(project);
  return policy && !isDenied(world, project, permission) ? policyAnswer(policy, request) : denied(permission);
}

function setPolicy(world: IamWorld, { project = "" }: Path, request: SimulatedRequest): SimulatedAnswer {
  const permission = "resourcemanager.projects.setIamPolicy";
  const present = world.iam.projectPolicy(project);
  if (!present || isDenied(world, project, permission)) return denied(permission);
  return setPolicyAnswer(world, request, {
    resource: `projects/${project}`,
    present,
    set: (wanted) => world.iam.setProjectPolicy(project, wanted, world.now),
  });
}

function projectVerb(verb: string): RegExp {
  return new RegExp(`^/v[13]/projects/(?<project>[^/:]+):${verb}$`);
}

function denied(permission: string): SimulatedAnswer {
  return iamDenied(permission, "cloudresourcemanager.googleapis.com");
}
