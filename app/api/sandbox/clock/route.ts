import { handle, readJson } from "@/lib/server/handle";
import { askSandbox } from "@/lib/server/sandbox";
import { sandboxClockMove } from "@/lib/services/schema/request";

/** Moves the simulated world's time on, and ours with it. */
export const POST = handle("mutate", async ({ request, runtime }) => {
  const { advanceMinutes } = await readJson(request, sandboxClockMove);
  const response = await askSandbox(runtime, "/clock", { advanceMs: advanceMinutes * 60_000 });
  await runtime.sandboxClock?.follow();
  return response;
});
