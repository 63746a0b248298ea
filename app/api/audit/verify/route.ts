import { handle } from "@/lib/server/handle";
import { proveAudit } from "@/lib/services/audit/read-audit";

export const GET = handle("read", async ({ runtime }) => Response.json(await proveAudit(runtime.context)));
