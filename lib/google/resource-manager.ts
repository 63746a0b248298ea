import { z } from "zod";
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
