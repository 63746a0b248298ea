import { randomBytes } from "node:crypto";
import { handle } from "@/lib/server/handle";
import { probePage } from "@/lib/services/probe-page";

/** A page for a frame of our own pages; its policy names the one address that it may connect to. */
export const GET = handle("read", async ({ url, runtime }) => {
  const nonce = randomBytes(16).toString("base64");
  const { html, policy } = await probePage(runtime.context, url.searchParams.get("cluster") ?? "", nonce);
  return new Response(html, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
});
