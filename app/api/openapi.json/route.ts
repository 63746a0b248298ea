import { handle } from "@/lib/server/handle";
import { version } from "@/lib/server/version";
import { openApiDocument } from "@/lib/services/openapi";

export const GET = handle("read", async () => Response.json(openApiDocument(version)));
