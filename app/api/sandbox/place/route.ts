import { z } from "zod";
import { handle, readJson } from "@/lib/server/handle";
import { askSandbox } from "@/lib/server/sandbox";

const choice = z.strictObject({ place: z.string().regex(/^[a-z-]{1,40}$/, "is not the id of a place") });

/** Puts this browser in another place of the simulated world, by a cookie that only the front door reads. */
export const POST = handle("mutate", async ({ request, runtime }) => {
  const { place } = await readJson(request, choice);
  const response = await askSandbox(runtime, "/place", { place });
  if (response.ok) response.headers.append("set-cookie", `sandbox-place=${place}; Path=/; SameSite=Lax; HttpOnly`);
  return response;
});
