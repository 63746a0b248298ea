import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import type { IamState } from "@/lib/simulator/iam/iam-state";
import { projectOfEmail, type ServiceAccount } from "@/lib/simulator/iam/service-account";
import { iamDenied } from "./errors";
import { type IamWorld, isDenied, projectIds } from "./world";

export type AccountPath = Readonly<Record<string, string>>;

/** The start of every path that names a service account by e-mail or unique id; `-` stands for any project. */
export const accountPattern = "^/v1/projects/(?<project>[^/]+)/serviceAccounts/(?<account>[^/:]+)";

/** A service account that the caller may do this with, or the answer that refuses it. */
export type FoundAccount =
  | { readonly iam: IamState; readonly account: ServiceAccount | undefined; readonly refusal?: undefined }
  | { readonly refusal: SimulatedAnswer };

/** Finds the account of a path. Refuses a caller without the permission in its project, and who asks for an unknown project. */
export function findAccount(
  world: IamWorld,
  { project = "", account: name = "" }: AccountPath,
  permission: string,
): FoundAccount {
  const { iam } = world;
  const found = iam.account(name);
  const account = project === "-" || found?.projectId === project ? found : undefined;
  const projects = projectIds(world);
  const home = account?.projectId ?? (project === "-" ? projectOfEmail(name, projects) : project);
  if (home === undefined || !projects.includes(home)) return { refusal: iamDenied(permission) };
  return isDenied(world, home, permission) ? { refusal: iamDenied(permission) } : { iam, account };
}
