import { handleHealth } from "@/lib/server/handle";

/** Alive: the process answers. */
export const GET = handleHealth(async () => Response.json({ status: "ok" }));
