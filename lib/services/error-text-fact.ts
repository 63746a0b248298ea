import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { looksLikeCredential } from "@/lib/google/credential-text";
import { explain } from "@/lib/kubernetes/explain/explain";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";

/** What a pasted text says. The text itself is not kept, nor anything in it that looks like a credential. */
export function errorTextFact(text: string | undefined): FactValues["errorText"] {
  if (text === undefined || text.trim() === "") return { given: false };
  const { candidates, details } = explain(text);
  const causes = candidates.map(({ cause, title, decidedBy }) => ({ cause, title, decidedBy: decidedBy ?? null }));
  return { given: true, causes, details: withoutCredentials(details) };
}

/** Where a user name and a password may stand before the host. */
const places = ["host", "address", "proxy"];

function withoutCredentials(details: ErrorDetails): ErrorDetails {
  const isSecret = (field: string, value: unknown) =>
    looksLikeCredential(String(value)) || (places.includes(field) && String(value).includes("@"));
  const safe = Object.entries(details).filter(
    ([field, value]) => ![value].flat().some((item) => isSecret(field, item)),
  );
  return Object.fromEntries(safe);
}
