import type { Endpoint } from "./endpoint";
import type { ToldEvent } from "./event";
import type { Message } from "./message";
import { signedHeaders } from "./sign";

const timeoutMs = 10_000;

/** Sends one message; resolves with undefined when it was taken, otherwise with why not, in words without the URL. Never throws. */
export async function deliver(
  { url, slack }: Endpoint,
  event: Pick<ToldEvent, "seq" | "hash">,
  message: Message,
  { secret, now, stopping }: { readonly secret: Uint8Array; readonly now: Date; readonly stopping: AbortSignal },
): Promise<string | undefined> {
  const { text, blocks } = message;
  const body = JSON.stringify(slack ? { text, blocks } : message);
  const id = `evt_${event.seq}_${event.hash.slice(0, 16)}`;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Drawbridge",
        ...signedHeaders(id, body, secret, now),
      },
      body,
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stopping]),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `it answered ${response.status}`;
  } catch (error) {
    return whyNot(error);
  }
}

/** The code of a failed connection; never the message, which may hold the URL. */
function whyNot(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError")
    return `it gave no answer in ${timeoutMs / 1_000} s`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]+$/.test(code)
    ? `the connection failed (${code})`
    : "the connection failed";
}
