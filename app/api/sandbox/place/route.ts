import { handle, readJson } from "@/lib/server/handle";
import { askSandbox } from "@/lib/server/sandbox";
import { sandboxPlace } from "@/lib/services/schema/request";

/** Puts this browser in another place of the simulated world, by a cookie that only the front door reads. */
export const POST = handle("mutate", async ({ request, runtime }) => {
  const { place, world } = await readJson(request, sandboxPlace);
  const response = await askSandbox(runtime, "/place", { place, ...(world !== undefined && { world }) });
  response.headers.append("set-cookie", `sandbox-place=${place}; Path=/; SameSite=Lax; HttpOnly`);
  return response;
});
