import { handle } from "@/lib/server/handle";

/** Alive: the process answers. */
export const GET = handle("read", async () => Response.json({ status: "ok" }));
