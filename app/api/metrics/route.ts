import { handle } from "@/lib/server/handle";

export const GET = handle("read", async ({ runtime }) => {
  const { text, contentType } = await runtime.metrics.expose();
  return new Response(text, { headers: { "content-type": contentType } });
});
