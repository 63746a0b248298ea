import { handle } from "@/lib/server/handle";
import { describeCaller } from "@/lib/services/describe-caller";

export const GET = handle("read", async ({ caller }) => Response.json(describeCaller(caller)));
