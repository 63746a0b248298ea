import { handle } from "@/lib/server/handle";
import { signInOf } from "@/lib/server/sign-in";

/** Ends the session, and says where the page has to go so that the provider's ends, too. */
export const POST = handle("mutate", async ({ request, runtime }) => signInOf(runtime).end(request.headers));
