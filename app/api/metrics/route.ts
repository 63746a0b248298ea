import { handleHealth } from "@/lib/server/handle";

export const GET = handleHealth(async ({ runtime }) => {
  const { text, contentType } = await runtime.metrics.expose();
  return new Response(text, { headers: { "content-type": contentType } });
});
