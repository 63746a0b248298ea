import { unavailable } from "@/lib/core/problem";
import { handleHealth } from "@/lib/server/handle";

/** Ready: the store answers too. */
export const GET = handleHealth(async ({ runtime }) => {
  const { store } = runtime.context;
  const health = await store.health();
  if (!health.ok) throw unavailable(`The store does not answer: ${health.reason}`);
  return Response.json({ status: "ok", mode: runtime.mode, store: store.describe() });
});
