import type { Finding } from "@/lib/diagnosis/checks/outcome";
import { endpointTitles } from "@/lib/diagnosis/facts/derive/endpoint-match";
import type { FactSnapshot, FactValues, Vantage } from "@/lib/diagnosis/facts/schema";
import type { Verdict } from "./verdict";

type Words = Pick<Verdict, "state" | "headline" | "summary" | "why" | "next" | "certainty" | "bases">;

/**
 * The words for a path on which nothing fails: certain when this server got through, likely by configuration alone.
 *
 * @param explanation advice that explains the person's error text, when they gave one
 */
export function reachable(facts: FactSnapshot, explanation: Finding | undefined): Words {
  const { request, target, tcp } = facts;
  const vantage = request?.state === "known" ? request.value.vantage : undefined;
  const endpoint = target?.state === "known" ? target.value : undefined;
  const tried = vantage?.kind === "server" && tcp?.state === "known" && tcp.value.outcome === "connected";
  const words = tried ? seen : configured(vantage, endpoint);
  const open = endpoint
    ? `The way to the ${endpointTitles[endpoint.kind]} ${endpoint.host} is open.`
    : "The way to the control plane is open.";
  return explanation
    ? { ...words, summary: `${open} ${explanation.summary}`, next: "Do again what was refused." }
    : { ...words, summary: open };
}

const seen = {
  state: "reachable",
  certainty: "certain",
  bases: ["configuration", "observed"],
  headline: "The control plane is reachable from this server",
  why: "A connection from this server got through.",
  next: "Nothing has to be done.",
} as const;

function configured(vantage: Vantage | undefined, endpoint: FactValues["target"] | undefined): Omit<Words, "summary"> {
  return {
    state: "reachable",
    certainty: "likely",
    bases: ["configuration"],
    headline: `By configuration, the control plane lets ${guest(vantage)} in`,
    why:
      endpoint?.kind === "private"
        ? "Every setting lets this caller in. Whether your network is routed to the private endpoint cannot be seen from here."
        : "Every setting on the way lets this caller in.",
    next: "Try kubectl; if it fails, paste its whole output.",
  };
}

/** An IPv6 address is too long for a headline. */
function guest(vantage: Vantage | undefined): string {
  if (vantage?.kind === "server") return "this server";
  return vantage?.kind === "address" && !vantage.address.includes(":") ? vantage.address : "you";
}
