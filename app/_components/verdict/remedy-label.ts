import { endpointNames } from "@/app/_client/format";
import { remedyTitles } from "@/lib/core/remedy-id";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

/** What a remedy's button says; two remedies of one kind are told apart by what they are about. */
export function remedyLabel(remedy: RemedyRef): string {
  const title = remedyTitles[remedy.id];
  switch (remedy.id) {
    case "get-credentials":
      return `${title} (${endpointNames[remedy.params.endpoint]})`;
    default:
      return title;
  }
}

/** Stable within one list of remedies. */
export function remedyKey(remedy: RemedyRef): string {
  return `${remedy.id} ${JSON.stringify(remedy.params)}`;
}
