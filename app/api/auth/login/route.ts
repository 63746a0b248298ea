import { handleSignIn } from "@/lib/server/handle";
import { signInOf } from "@/lib/server/sign-in";

/** Sends the browser to the identity provider; `next` is the page of ours that it wants afterwards. */
export const GET = handleSignIn(async ({ request, url, runtime }) =>
  signInOf(runtime).begin(request.headers, url.searchParams.get("next")),
);
