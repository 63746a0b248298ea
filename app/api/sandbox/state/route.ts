import { cookies } from "next/headers";
import { handle } from "@/lib/server/handle";
import { askSandbox } from "@/lib/server/sandbox";

type State = { readonly person: string; readonly people: readonly { readonly id: string; readonly email: string }[] };

/** The simulated world as this browser sees it: its own place is in a cookie, and who asks is who is signed in. */
export const GET = handle("read", async ({ runtime, principal }) => {
  const state = (await (await askSandbox(runtime, "/state")).json()) as State;
  const place = (await cookies()).get("sandbox-place")?.value;
  const person = state.people.find(({ email }) => email === principal.id)?.id ?? state.person;
  return Response.json({ ...state, person, ...(place !== undefined && { place }) });
});
