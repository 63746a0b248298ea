import { handle } from "@/lib/server/handle";

/** Who is asking, and by which policy they are judged. */
export const GET = handle("read", async ({ principal, runtime }) => {
  const { file, fingerprint } = runtime.context.policy;
  return Response.json({ ...principal, policy: { file, fingerprint } });
});
