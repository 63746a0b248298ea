import { redactCredentials } from "@/lib/google/credential-text";

/** What a person wrote, as it is kept, shown to others and told to webhooks: without what looks like a credential. */
export function said(text: string): string {
  return redactCredentials(text.trim());
}
