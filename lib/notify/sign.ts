import { createHmac } from "node:crypto";

/** The bytes of a secret in the form of Standard Webhooks, `whsec_` and base64; undefined for another form, or fewer than 24 or more than 64 bytes. */
export function readSecret(text: string): Uint8Array | undefined {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  const bytes = Buffer.from(encoded ?? "", "base64");
  const exact = encoded !== undefined && bytes.toString("base64").replace(/=+$/, "") === encoded.replace(/=+$/, "");
  return exact && bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined;
}

/**
 * The headers that prove who sent a webhook and when, as Standard Webhooks has them.
 *
 * @param id the same for every delivery of one message, so that the receiver can tell repetitions
 */
export function signedHeaders(
  id: string,
  body: string,
  secret: Uint8Array,
  now: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`, "utf8").digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
