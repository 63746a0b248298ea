import { z } from "zod";
import { readRest } from "./read-rest";
import type { Rest } from "./rest";

const answer = z.object({ permissions: z.array(z.string()).optional() });

/** Which of the permissions Drawbridge's own identity has on the project. Needs no permission itself. */
export async function testIamPermissions(
  rest: Rest,
  project: string,
  permissions: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const path = `/v1/projects/${encodeURIComponent(project)}:testIamPermissions`;
  const body = { permissions };
  return (
    answer.parse(await rest({ host: "cloudresourcemanager.googleapis.com", path, body, authenticated: true }, signal))
      .permissions ?? []
  );
}

const projectAnswer = z.object({ projectId: z.string().min(1), projectNumber: z.string().regex(/^\d+$/) });

/** The project's id and its number, as text: principals of Workload Identity hold both. Needs `resourcemanager.projects.get`. */
export async function getProject(
  rest: Rest,
  project: string,
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly number: string }> {
  const call = { host: "cloudresourcemanager.googleapis.com", path: `/v1/projects/${encodeURIComponent(project)}` };
  const { projectId, projectNumber } = await readRest(projectAnswer, rest, call, signal);
  return { id: projectId, number: projectNumber };
}
