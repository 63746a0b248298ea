import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "dns-endpoint-connect-denied",
  title: "The DNS endpoint is open, and the developer's account may not connect to it.",
  base: "dns-only",
  overlay: {},
  place: "home",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "dns" },
    errorText: `Error from server (Forbidden): <!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <meta name=viewport content="initial-scale=1, minimum-scale=1, width=device-width">
  <title>Error 403 (Forbidden)!!1</title>
  <a href=//www.google.com/><span id=logo aria-label=Google></span></a>
  <p><b>403.</b> <ins>That’s an error.</ins>
  <p>Your client does not have permission to get URL <code>/version</code> from this server.  <ins>That’s all we know.</ins>
`,
  },
  kubernetes: { dnsFrontEnd: "connect-denied" },
  expected: { verdict: "blocked", cause: "dns-endpoint-connect-denied" },
};
