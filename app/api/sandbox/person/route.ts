import { badRequest } from "@/lib/core/problem";
import { handle, readJson } from "@/lib/server/handle";
import { askSandbox } from "@/lib/server/sandbox";
import { sandboxPerson } from "@/lib/services/schema/request";

/**
 * Makes this browser another person of the simulated world, by a cookie that only the front door reads. Everybody else
 * stays who they are.
 */
export const POST = handle("mutate", async ({ request, runtime }) => {
  const { person } = await readJson(request, sandboxPerson);
  const { people } = (await (await askSandbox(runtime, "/people")).json()) as { people: readonly { id: string }[] };
  if (!people.some(({ id }) => id === person)) {
    throw badRequest(`There is no ${person}. People of the sandbox: ${people.map(({ id }) => id).join(", ")}.`);
  }
  const headers = { "set-cookie": `sandbox-person=${person}; Path=/; SameSite=Lax; HttpOnly` };
  return Response.json({ person }, { headers });
});
