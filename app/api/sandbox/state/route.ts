import { cookies } from "next/headers";
import { handle } from "@/lib/server/handle";
import { askSandbox } from "@/lib/server/sandbox";

/** The simulated world as this browser sees it: its own place is in a cookie. */
export const GET = handle("read", async ({ runtime }) => {
  const state: object = await (await askSandbox(runtime, "/state")).json();
  const place = (await cookies()).get("sandbox-place")?.value;
  return Response.json(place === undefined ? state : { ...state, place });
});
