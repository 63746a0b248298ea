import { silentCauses } from "@/lib/diagnosis/facts/derive/error-says";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import { formatSeconds } from "./format-seconds";

/** What was seen beside the configuration: this server's own attempt, or a text of one that got no answer. */
export function confirmation({ request, tcp, errorText }: FactSnapshot): string | null {
  const fromServer = request?.state === "known" && request.value.vantage.kind === "server";
  if (fromServer && tcp?.state === "known") {
    const { outcome, elapsedMs, detail } = tcp.value;
    const duration = formatSeconds(elapsedMs);
    switch (outcome) {
      case "connected":
        return `A connection attempt from this server succeeded in ${duration}.`;
      case "timed-out":
        return `A connection attempt from this server got no answer in ${duration}.`;
      case "refused":
        return `A connection attempt from this server was refused after ${duration}.`;
      default:
        return `A connection attempt from this server failed: ${sentence(detail || outcome)}`;
    }
  }
  const [cause] = errorText?.state === "known" && errorText.value.given ? errorText.value.causes : [];
  return cause && silentCauses.includes(cause.cause) ? `Your error text fits: ${sentence(cause.title)}` : null;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
