import { type NextRequest, NextResponse } from "next/server";

/** The name under which pages find the nonce of their own answer. */
const nonceHeader = "x-nonce";

/**
 * Gives every page a Content-Security-Policy with a fresh nonce: no script or style runs that this server did not send.
 * Next reads the nonce from the request's policy and puts it on its own scripts.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set(nonceHeader, nonce);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

/** In development, Next's error overlay needs `eval` and inline styles. */
function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Pages only: the API has a policy of its own in next.config.js, and static files need none. */
export const config = {
  matcher: [
    { source: "/((?!api/|probe$|p/|_next/static|_next/image|theme.js|favicon.svg|logo.svg|signed-out.html).*)" },
  ],
};
