import { handleSignIn } from "@/lib/server/handle";
import { signInOf } from "@/lib/server/sign-in";

/** Where the identity provider sends the browser back to. */
export const GET = handleSignIn(async ({ request, url, runtime }) =>
  signInOf(runtime).finish(request.headers, url.search),
);
