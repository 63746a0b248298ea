import { handle } from "@/lib/server/handle";
import { askSandbox } from "@/lib/server/sandbox";

export const GET = handle("read", async ({ runtime }) => askSandbox(runtime, "/state"));
