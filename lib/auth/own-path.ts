/**
 * Where to send a browser that asked for `next`: only ever a page of ours, as path and query; `/` for everything else.
 * Browsers read `//host`, `/\host` and control characters in odd ways, so what counts is how a browser would read it.
 */
export function ownPath(next: string | null, origin: string): string {
  if (next === null || !next.startsWith("/") || !URL.canParse(next, origin)) return "/";
  const url = new URL(next, origin);
  if (url.origin !== origin || url.pathname.startsWith("/api/") || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}`;
}
